/** Values that someone sets: one for all, or one for each value of a field such as the town. */
import { diagnostic } from "../../compiler/diagnostics/diagnostic.js";

import * as R from "../../compiler/ir/rational.js";
import type { Policy, Scalar, ValueDef } from "../../compiler/ir/types.js";
import type { Named } from "../ingest/naming.js";
import { named } from "./names.js";
import { placeOf } from "./place.js";
import type { Evaluate, Scope } from "./scope.js";
import type { Value } from "./value.js";
import * as V from "./value.js";

type SetBody = Extract<ValueDef["body"], { kind: "set" }>;

function isScalar(given: Scalar | Readonly<Record<string, Scalar>>): given is Scalar {
  return typeof (given as { kind?: unknown }).kind === "string";
}

/** Undecided, and said so once for each key, where no value was given or the one given is out of bounds. */
export function parameter(def: ValueDef, body: SetBody, scope: Scope, evaluate: Evaluate): Value {
  const given = scope.world.input.parameters?.[def.id];
  if (given !== undefined && isScalar(given)) return checked(def, body, given, null, scope);
  // What a blank means holds for every town, also for a row whose town is not known.
  if (given === undefined && body.blank !== null) return V.ofScalar(body.blank);
  if (body.by.field === null)
    return given === undefined ? absent(def, body, null, scope) : absent(def, body, "", scope);
  const key = evaluate(body.by.field, scope);
  if (!key.known) return V.undecided(key.reasons);
  const name = V.show(key);
  const own = given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined;
  return own === undefined
    ? absent(def, body, given === undefined ? null : name, scope)
    : checked(def, body, own, name, scope);
}

function absent(def: ValueDef, body: SetBody, key: string | null, scope: Scope): Value {
  if (body.blank !== null) return V.ofScalar(body.blank);
  const { policy } = scope.world;
  const place = placeOf(policy, def.id);
  const said = { parameter: named(policy, def.id), who: whoSets(policy, body) };
  scope.world.report(
    key === null || key === "" ? diagnostic("P5003", place, said) : diagnostic("P5002", place, { ...said, key }),
  );
  return V.because("parameter", def.id, scope.row?.entity ?? null, scope.row?.key ?? null);
}

/** Named after the field that tells them apart (乡镇), where there is one. */
function whoSets(policy: Policy, body: SetBody): Named {
  const { who, field } = body.by;
  return named(policy, field?.op === "field" ? `${field.entity}.${field.field}` : who);
}

function checked(def: ValueDef, body: SetBody, given: Scalar, key: string | null, scope: Scope): Value {
  const value = V.ofScalar(given);
  const number = V.knownNumber(value);
  const tooLow = number !== null && body.low !== null && R.compare(number, R.rational(body.low)) < 0;
  const tooHigh = number !== null && body.high !== null && R.compare(number, R.rational(body.high)) > 0;
  if (!tooLow && !tooHigh) return value;
  const params = {
    parameter: named(scope.world.policy, def.id),
    key,
    value: V.show(value),
    low: body.low,
    high: body.high,
  };
  scope.world.report(diagnostic("P5004", placeOf(scope.world.policy, def.id), params));
  return V.because("parameter", def.id, scope.row?.entity ?? null, scope.row?.key ?? null);
}
