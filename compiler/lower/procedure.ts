/** Procedures: who does what, after what, by when. */
import type { Procedure, Quantity, Step } from "../../grammar/ast.js";
import type { Duration, ProcedureDef, StepDef } from "../ir/types.js";
import { at, type Context } from "./context.js";
import { durationUnit, expecting, lower, wholeNumber } from "./expr.js";
import { DATE, isError } from "./types.js";

export function lowerProcedure(node: Procedure, context: Context): ProcedureDef {
  const ids = node.steps.map((step) => context.shared.model.names.idOf(step.decl));
  return {
    id: context.shared.model.names.idOf(node.decl),
    steps: node.steps.map((step) => lowerStep(step, ids, context)),
  };
}

function lowerStep(step: Step, ids: readonly string[], context: Context): StepDef {
  const { model, out } = context.shared;
  let def: StepDef = {
    id: context.shared.model.names.idOf(step.decl),
    by: [],
    after: [],
    lasting: null,
    within: null,
    on: null,
    deadline: null,
    repeats: null,
    shows: [],
  };
  for (const item of step.items) {
    switch (item.kind) {
      case "By":
        def = { ...def, by: [...def.by, ...item.who.map((n) => model.names.canon(n.text))] };
        break;
      case "After": {
        const known: string[] = [];
        for (const name of item.steps) {
          const id = model.names.canon(name.text);
          if (ids.includes(id)) known.push(id);
          else out.report("P2023", at(context, name.span), { name: name.text, steps: ids.map(model.names.both) });
        }
        def = { ...def, after: [...def.after, ...known] };
        break;
      }
      case "Lasting":
        def = { ...def, lasting: duration(item.length, item.bothEnds, context) };
        break;
      case "WithinTime":
        def = { ...def, within: duration(item.length, item.bothEnds, context) };
        break;
      case "Repeats":
        def = { ...def, repeats: duration(item.length, false, context) };
        break;
      case "On":
        def = { ...def, on: expecting(item.date, context, DATE).expr };
        break;
      case "Deadline":
        def = { ...def, deadline: expecting(item.date, context, DATE).expr };
        break;
      case "Shows":
        def = {
          ...def,
          shows: [...def.shows, ...item.fields.map((p) => p.names.map((n) => model.names.canon(n.text)).join("."))],
        };
        break;
    }
  }
  return def;
}

function duration(length: Quantity, bothEnds: boolean, context: Context): Duration | null {
  const typed = lower(length, context);
  if (isError(typed)) return null;
  const unit = typed.ty.kind === "number" ? durationUnit(typed.ty) : null;
  const count = typed.expr.op === "num" ? wholeNumber(typed.expr.value) : null;
  if (unit === null || count === null || count < 0) {
    context.shared.out.report("P3026", at(context, length.span), {});
    return null;
  }
  return { count, unit, bothEnds };
}
