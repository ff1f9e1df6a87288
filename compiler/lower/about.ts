/** What people are shown about each name: both spellings, label, citations, where it stands, its unit. */
import type { Cite, Decl, UnitRef } from "../../grammar/ast.js";
import type { Span } from "../../grammar/source/span.js";
import { UNITS, unitId } from "../../grammar/units.js";
import type { About } from "../ir/types.js";
import { dimsOf } from "../ir/units.js";
import { type Gathered, targetId } from "../resolve/files.js";
import type { Model } from "../resolve/model.js";

function cited(cites: readonly Cite[]): About["cites"] {
  return cites.map((cite) => ({ where: cite.where.value, quoting: cite.quoting?.value ?? null }));
}

export function unitText(unit: UnitRef): string {
  const head =
    unit.magnitude === null
      ? unit.name.text
      : /^[a-z]/.test(unit.name.text)
        ? `${unit.magnitude} ${unit.name.text}`
        : `${unit.magnitude === "wan" ? "万" : "亿"}${unit.name.text}`;
  return [head, ...unit.per.map((p) => p.text)].join("/");
}

/** Keyed by id; `entity.field`, `entity.field.value`, `question.reading`, `procedure.step`. */
export function aboutOf(gathered: Gathered, model: Model): Record<string, About> {
  const about = new Map<string, About>();
  const put = (id: string, entry: About): void => {
    if (!about.has(id)) about.set(id, entry);
  };
  const add = (
    id: string,
    decl: Decl,
    clause: string,
    file: string,
    span: Span,
    cites: readonly Cite[] = [],
    unit: string | null = null,
  ) => {
    if (about.has(id)) return;
    const { en, zh } = model.names.spellings(decl);
    about.set(id, {
      en,
      zh,
      label: decl.label?.value ?? null,
      cites: cited(cites),
      clause,
      file,
      start: span.start,
      end: span.end,
      unit,
    });
  };
  for (const { clause, file, section } of gathered.clauses) {
    switch (clause.kind) {
      case "Entity": {
        const entity = model.names.canon(model.names.idOf(clause.decl));
        add(entity, clause.decl, "entity", file, clause.decl.span);
        for (const field of clause.fields) {
          const id = `${entity}.${model.names.idOf(field.decl)}`;
          const unit = field.type.kind === "NamedType" ? unitText(field.type.unit) : null;
          add(id, field.decl, "field", file, field.span, [], unit);
          if (field.type.kind === "OneOfType")
            for (const value of field.type.values)
              add(`${id}.${model.names.idOf(value)}`, value, "value", file, value.span);
        }
        break;
      }
      case "Value": {
        const id = model.names.idOf(clause.decl);
        const unit =
          clause.body.kind === "Typed" && clause.body.type.kind === "NamedType"
            ? unitText(clause.body.type.unit)
            : null;
        add(id, clause.decl, clause.head, file, clause.span, clause.cites, unit);
        if (clause.body.kind === "Typed" && clause.body.type.kind === "OneOfType") {
          for (const value of clause.body.type.values)
            add(`${id}.${model.names.idOf(value)}`, value, "value", file, value.span);
        }
        break;
      }
      case "Question": {
        const id = model.names.idOf(clause.decl);
        add(id, clause.decl, "question", file, clause.span, clause.cites);
        for (const reading of clause.readings)
          add(`${id}.${model.names.idOf(reading.decl)}`, reading.decl, "reading", file, reading.span);
        break;
      }
      case "Procedure": {
        const id = model.names.idOf(clause.decl);
        add(id, clause.decl, "procedure", file, clause.span, clause.cites);
        for (const step of clause.steps)
          add(`${id}.${model.names.idOf(step.decl)}`, step.decl, "step", file, step.span, step.cites);
        break;
      }
      case "Benefit":
      case "Limit":
      case "Check":
      case "Note":
        add(model.names.idOf(clause.decl), clause.decl, clause.kind.toLowerCase(), file, clause.span, clause.cites);
        break;
      case "Eligible": {
        const entity = section === null ? "" : (model.entity(section.text)?.id ?? "");
        put(`eligible ${entity}`, place("eligible", "享受条件", clause.cites, "eligible", file, clause.span));
        break;
      }
      case "PayOut": {
        const id = targetId(clause.benefits, model.names);
        put(`pay out ${id}`, place("pay out", "拨付", clause.cites, "payOut", file, clause.span));
        for (const { party } of clause.parts) if (party) add(model.names.idOf(party), party, "party", file, party.span);
        break;
      }
      default:
        break;
    }
  }
  // A benefit may have the policy's own name, and more to say of it.
  add(model.names.idOf(gathered.policy.decl), gathered.policy.decl, "policy", gathered.file, gathered.policy.decl.span);
  return Object.fromEntries(about);
}

/** `unit.mu`: how a base unit is written, for those that fields and values use. English: singular, then after a number. */
export function aboutUnits(units: Iterable<string>): Record<string, About> {
  const about: Record<string, About> = {};
  for (const unit of units) {
    for (const dimension of Object.keys(dimsOf(unit))) {
      const id = unitId(dimension);
      const words =
        id === null ? { en: dimension, zh: dimension, plural: dimension } : { ...UNITS[id], plural: UNITS[id].plural };
      about[`unit.${dimension}`] ??= {
        ...place(words.en, words.zh, [], "unit", "", { start: 0, end: 0 }),
        label: words.plural,
      };
    }
  }
  return about;
}

function place(en: string, zh: string, cites: readonly Cite[], clause: string, file: string, span: Span): About {
  return { en, zh, label: null, cites: cited(cites), clause, file, start: span.start, end: span.end, unit: null };
}
