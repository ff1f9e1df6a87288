/** Fields and named values that this policy itself declares, and that no clause reads. */
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Expr, Policy } from "../ir/types.js";
import { type Rules, rulesOf } from "./rules.js";
import { clausesOf, inValue, within } from "./walk.js";
import { nameOf } from "./words.js";

/** Fields that history is read by, though no expression names them. */
const HISTORY_FIELDS = ["benefit", "programme", "amount", "paid_on"];

export function unread(policy: Policy): Diagnostic[] {
  const rules = rulesOf(policy);
  const file = rules.about(policy.id)?.file;
  if (file === undefined) return [];
  const read = readNames(policy);
  const own = (id: string): boolean => rules.about(id)?.file === file;
  return [...fieldsOf(policy, read, own, rules), ...valuesOf(policy, read, own, rules)];
}

interface Read {
  readonly fields: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
}

const namesBy = new WeakMap<object, Read>();

/** What the expressions of one clause read. */
function namesIn(clause: object, exprs: readonly Expr[]): Read {
  const known = namesBy.get(clause);
  if (known) return known;
  const fields = new Set<string>();
  const values = new Set<string>();
  for (const expr of exprs) {
    for (const part of within(expr)) {
      if (part.op === "field" || part.op === "follow") fields.add(`${part.entity}.${part.field}`);
      else if (part.op === "value" || part.op === "lookup" || part.op === "tiers") values.add(part.id);
      else if (part.op === "taken") values.add(part.question);
    }
  }
  const made = { fields, values };
  namesBy.set(clause, made);
  return made;
}

function readNames(policy: Policy): Read {
  const fields = new Set<string>();
  const values = new Set<string>();
  const note = (clause: object, exprs: readonly Expr[]): void => {
    const names = namesIn(clause, exprs);
    for (const name of names.fields) fields.add(name);
    for (const name of names.values) values.add(name);
  };
  for (const { clause, exprs } of clausesOf(policy)) note(clause, exprs);
  for (const value of policy.values) note(value, inValue(value));
  if (policy.factsOn) fields.add(`${policy.factsOn.entity}.${policy.factsOn.field}`);
  for (const p of policy.payOuts) if (p.target.kind === "field") fields.add(`${p.target.entity}.${p.target.field}`);
  for (const entity of policy.entities) {
    if (entity.key) fields.add(`${entity.id}.${entity.key}`);
    if (entity.history) for (const f of HISTORY_FIELDS) fields.add(`${entity.id}.${f}`);
  }
  for (const procedure of policy.procedures) {
    for (const step of procedure.steps) {
      for (const shown of step.shows) {
        fields.add(shown);
        values.add(shown);
        for (const entity of policy.entities) fields.add(`${entity.id}.${shown}`);
      }
    }
  }
  // Who sets a value (`set by town`) is found in the field of that name.
  for (const value of policy.values) {
    if (value.body.kind === "set")
      for (const entity of policy.entities) fields.add(`${entity.id}.${value.body.by.who}`);
  }
  return { fields, values };
}

function fieldsOf(policy: Policy, read: Read, own: (id: string) => boolean, rules: Rules): Diagnostic[] {
  return policy.entities.flatMap((entity) =>
    entity.fields.flatMap((field) => {
      const id = `${entity.id}.${field.id}`;
      // An optional column asks nothing of a roster; it may be wanted on a list.
      if (read.fields.has(id) || field.optional || !own(id)) return [];
      return [diagnostic("P4050", rules.place(id), { field: nameOf(rules, id, field.id) })];
    }),
  );
}

function valuesOf(policy: Policy, read: Read, own: (id: string) => boolean, rules: Rules): Diagnostic[] {
  return policy.values.flatMap((value) =>
    read.values.has(value.id) || !own(value.id)
      ? []
      : [diagnostic("P4051", rules.place(value.id), { value: nameOf(rules, value.id), head: value.head })],
  );
}
