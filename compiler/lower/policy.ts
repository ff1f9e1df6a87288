/**
 * A gathered policy → its IR. Every clause is lowered whether or not others failed, so that all mistakes are reported;
 * what is returned may only be used if nothing was.
 */
import type { Example, Header, Quantity } from "../../grammar/ast.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { rational } from "../ir/rational.js";
import type {
  BenefitDef,
  CheckDef,
  Eligibility,
  EntityDef,
  LimitDef,
  Num,
  PayOutDef,
  Policy,
  ProcedureDef,
} from "../ir/types.js";
import { sameDims } from "../ir/units.js";
import type { Gathered, Located } from "../resolve/files.js";
import type { Model } from "../resolve/model.js";
import type { Reporter } from "../resolve/report.js";
import { aboutOf, aboutUnits } from "./about.js";
import { guarded, isEntered, lowerBenefit } from "./benefit.js";
import type { BenefitInfo, Context, Recall, Shared } from "./context.js";
import { declaredIn } from "./declared.js";
import { lowerExamples } from "./example.js";
import { condition, durationUnit, expecting, lower } from "./expr.js";
import { lowerLimit, lowerPayOut } from "./limit.js";
import { lowerProcedure } from "./procedure.js";
import { type Before, type Lowering, recall } from "./recall.js";
import { adopt, isError, MONEY } from "./types.js";
import { lowerValue } from "./values.js";

type Clause = Located["clause"];
type Of<K extends Clause["kind"]> = Located & { clause: Extract<Clause, { kind: K }> };

type ByKind = <K extends Clause["kind"]>(kind: K) => readonly Of<K>[];

/** The clauses of each kind, in written order. */
function sorted(clauses: readonly Located[]): ByKind {
  const kinds = new Map<string, Located[]>();
  for (const at of clauses) {
    const known = kinds.get(at.clause.kind);
    if (known) known.push(at);
    else kinds.set(at.clause.kind, [at]);
  }
  return <K extends Clause["kind"]>(kind: K) => (kinds.get(kind) ?? []) as unknown as Of<K>[];
}

/** Sections are few, and every clause stands in one. */
type Homes = (section: { readonly text: string }) => string | null;

function homesIn(model: Model): Homes {
  const homes = new Map<string, string | null>();
  return ({ text }) => {
    let home = homes.get(text);
    if (home === undefined) {
      home = model.entity(text)?.id ?? null;
      homes.set(text, home);
    }
    return home;
  };
}

/** A policy, sound or not, and what of its lowering may be used after a change. */
export interface Lowered {
  readonly policy: Policy;
  /** null where clauses depend on one another in ways that only a whole lowering can tell. */
  readonly lowering: Lowering | null;
}

/** Lowers a policy; with `before`, only what a change has touched. The result is the same. */
export function lowerPolicy(
  gathered: Gathered,
  model: Model,
  table: (name: string) => string | null,
  out: Reporter,
  before: Before | null = null,
): Lowered {
  const said = [out.diagnostics.length, out.meanings.length] as const;
  const lowered = lowerAll(gathered, model, table, out, before);
  if (lowered !== null) return lowered;
  out.diagnostics.length = said[0];
  out.meanings.length = said[1];
  return lowerAll(gathered, model, table, out, null) as Lowered;
}

/** Chains of values that are cycles, or too long, are told where they are first met. */
function entangled({ code }: Diagnostic): boolean {
  return code === "P2021" || code === "P2030";
}

/** null if clauses depend on one another in ways that only a whole lowering can tell. */
function lowerAll(
  gathered: Gathered,
  model: Model,
  table: (name: string) => string | null,
  out: Reporter,
  before: Before | null,
): Lowered | null {
  // What stands for an unknown entity cannot be read; the section itself is reported.
  const homes = homesIn(model);
  const clauses = gathered.clauses.filter(
    ({ clause, section }) => clause.kind === "Section" || section === null || homes(section) !== null,
  );
  const only = sorted(clauses);
  const recalling = recall(out, before, () => shared);
  const shared = share(gathered.clauses, homes, model, table, out, recalling);
  const declared = declaredIn(gathered.clauses, shared);
  recalling.begin(declared);
  const context = (at: Located): Context => ({
    shared,
    file: at.file,
    entity: at.section === null ? null : homes(at.section),
    group: null,
    claim: false,
  });
  // Clauses of one section stand together: they share one text.
  let last = { file: "", section: "", place: " " };
  const placeOf = ({ file, section }: Located): string => {
    const own = section?.text ?? "";
    if (last.file !== file || last.section !== own) last = { file, section: own, place: `${file} ${own}` };
    return last.place;
  };
  const unit = <T>(at: Located, make: () => T): T => shared.recall.unit(at.clause, placeOf(at), make);

  for (const at of only("Section")) if (at.clause.entity) reportSection(at, model, out);
  for (const id of model.values.keys()) shared.lowerValue(id);
  change(only("Change"), shared);

  const eligibility = only("Eligible").flatMap((at) =>
    unit(at, (): Eligibility[] => {
      const inside = context(at);
      if (inside.entity === null) {
        if (at.section === null) out.report("P2026", { file: at.file, span: at.clause.span }, { clause: "eligible" });
        return [];
      }
      const { excepts } = guarded([], at.clause.exceptions, inside);
      return [{ entity: inside.entity, when: condition(at.clause.condition, inside), excepts }];
    }),
  );
  const benefits = only("Benefit").flatMap((at) =>
    unit(at, (): BenefitDef[] => {
      const inside = context(at);
      const def = inside.entity === null ? null : lowerBenefit(at.clause, inside.entity, inside);
      return def ? [def] : [];
    }),
  );
  const limits = inOrder(
    only("Limit").map((at) => unit(at, () => lowerLimit(at.clause, context(at)))),
    model,
  );
  const payOuts = only("PayOut").flatMap((at) =>
    unit(at, (): PayOutDef[] => {
      const def = lowerPayOut(at.clause, context(at));
      return def ? [def] : [];
    }),
  );
  const checks = only("Check").map((at) =>
    unit(at, (): CheckDef => {
      const inside = context(at);
      return {
        id: model.names.idOf(at.clause.decl),
        soft: at.clause.soft,
        entity: inside.entity,
        condition: condition(at.clause.condition, inside),
        unless: at.clause.unless === null ? null : condition(at.clause.unless, inside),
        by: at.clause.by === null ? null : model.names.canon(at.clause.by.text),
      };
    }),
  );
  const procedures = only("Procedure").map((at) =>
    unit(at, (): ProcedureDef => lowerProcedure(at.clause, context(at))),
  );
  const root = rootEntity(benefits, eligibility, model);
  const examples = lowerExamples(
    only("Example").map((at): { node: Example; context: Context } => ({
      node: at.clause,
      context: { ...context(at), entity: null },
    })),
    gathered.file,
    root,
    new Map(checks.map((check) => [check.id, check])),
  );

  if (before !== null && out.diagnostics.some(entangled)) return null;

  const policy: Policy = {
    format: 1,
    id: model.names.idOf(gathered.policy.decl),
    ...headers(gathered, model, shared, benefits.length > 0, root),
    enums: [...model.enums].map(([id, values]) => ({ id, values })),
    entities: [...model.entities.values()].map(
      (entity): EntityDef => ({
        id: entity.id,
        within: entity.within,
        key: entity.key,
        history: entity.id === "award",
        fields: [...entity.fields.values()].map((field) => field.def),
      }),
    ),
    values: [...shared.values.values()].map((value) => value.def),
    eligibility,
    benefits,
    limits,
    payOuts,
    checks,
    procedures,
    examples,
    about: Object.assign(aboutOf(gathered, model), aboutUnits(unitsIn(model, shared))),
  };
  const lowering = out.diagnostics.some(entangled) ? null : { declared, units: recalling.units };
  return { policy, lowering };
}

/** Lowers all values of a vocabulary, for their diagnostics. */
export function lowerVocabulary(model: Model, out: Reporter): void {
  const shared = share(
    [],
    homesIn(model),
    model,
    () => null,
    out,
    recall(out, null, () => shared),
  );
  for (const id of model.values.keys()) shared.lowerValue(id);
}

function share(
  clauses: readonly Located[],
  homes: Homes,
  model: Model,
  table: (name: string) => string | null,
  out: Reporter,
  recall: Recall,
): Shared {
  const benefits = new Map<string, BenefitInfo>();
  const lost = new Set<string>();
  const only = sorted(clauses);
  for (const at of only("Benefit")) {
    const entity = at.section === null ? null : homes(at.section);
    if (entity === null) {
      lost.add(model.names.idOf(at.clause.decl));
      if (at.section === null) out.report("P2026", { file: at.file, span: at.clause.decl.span }, { clause: "benefit" });
      continue;
    }
    const id = model.names.idOf(at.clause.decl);
    benefits.set(id, { id, entity, at: { file: at.file, span: at.clause.decl.span }, entered: isEntered(at.clause) });
  }
  const eligible = new Set(only("Eligible").flatMap((at) => (at.section ? [homes(at.section) ?? ""] : [])));
  const shared: Shared = {
    model,
    out,
    benefits,
    lost,
    eligible,
    values: new Map(),
    depths: new Map(),
    busy: [],
    table,
    lowerValue: (id) => lowerValue(shared, id),
    recall,
  };
  return shared;
}

function reportSection({ file, section }: Located, model: Model, out: Reporter): void {
  if (section === null || model.entity(section.text) !== null || model.broken.has(section.text)) return;
  const near = model.names.near(section.text).filter((name) => model.entity(name) !== null);
  out.report("P2006", { file, span: section.span }, { name: section.text, near });
}

/** `change x from A to B`: x must be A now. */
function change(changes: readonly Of<"Change">[], shared: Shared): void {
  for (const { clause, file } of changes) {
    const id = shared.model.names.canon(clause.name.text);
    const value = shared.values.get(id);
    const context: Context = { shared, file, entity: value?.def.entity ?? null, group: null, claim: false };
    if (value?.def.body.kind !== "formula") {
      shared.out.report("P7009", { file, span: clause.name.span }, { name: clause.name.text });
      continue;
    }
    const from = expecting(clause.from, context, value.ty);
    const to = expecting(clause.to, context, value.ty);
    if (value.ty.kind === "error" || isError(from, to)) continue;
    if (JSON.stringify(from.expr) !== JSON.stringify(value.def.body.expr)) {
      shared.out.report("P7003", { file, span: clause.from.span }, { name: clause.name.text });
      continue;
    }
    shared.values.set(id, { ...value, def: { ...value.def, body: { kind: "formula", expr: to.expr } } });
  }
}

/** The household, as a rule: the root above the first benefit, else above the first eligibility, else the first root. */
function rootEntity(benefits: readonly BenefitDef[], eligibility: readonly Eligibility[], model: Model): string | null {
  const first =
    benefits[0]?.entity ??
    eligibility[0]?.entity ??
    [...model.entities.values()].find((e) => e.within === null)?.id ??
    null;
  const chain = model.chain(first);
  return chain[chain.length - 1]?.id ?? null;
}

/** Smaller groups first: items inside households, households, groups by more fields, by fewer, the whole roster; then as written. */
function inOrder(limits: LimitDef[], model: Model): LimitDef[] {
  const rank = (limit: LimitDef): number => {
    const entities = limit.group.flatMap((g) => (g.kind === "entity" ? [model.chain(g.entity).length] : []));
    if (entities.length > 0) return -1_000 * Math.max(...entities);
    return -limit.group.length;
  };
  return limits
    .map((limit, i) => ({ limit, i }))
    .sort((a, b) => rank(a.limit) - rank(b.limit) || a.i - b.i)
    .map(({ limit }) => limit);
}

/** The unit keys of all fields and values, and of money and awards. */
function unitsIn(model: Model, shared: Shared): Set<string> {
  const types = [
    ...[...model.entities.values()].flatMap((entity) => [...entity.fields.values()].map((field) => field.def.type)),
    ...[...shared.values.values()].map((value) => value.def.type),
  ];
  return new Set([
    "yuan",
    "award",
    "household",
    "person",
    ...types.flatMap((type) => (type.kind === "number" ? [type.unit] : [])),
  ]);
}

function header<K extends Header["kind"]>(
  gathered: Gathered,
  kind: K,
): (Extract<Header, { kind: K }> & { readonly file: string }) | null {
  const found = gathered.headers.find(({ header }) => header.kind === kind);
  return found ? { ...(found.header as Extract<Header, { kind: K }>), file: found.file } : null;
}

function headers(gathered: Gathered, model: Model, shared: Shared, pays: boolean, root: string | null) {
  const { out } = shared;
  const whole = { file: gathered.file, span: gathered.policy.decl.span };
  const inside = (file: string): Context => ({ shared, file, entity: null, group: null, claim: false });
  const version = header(gathered, "Version");
  const inForce = header(gathered, "InForce");
  const round = header(gathered, "Round");
  const factsOn = header(gathered, "FactsOn");
  const period = header(gathered, "Period");
  const amends = header(gathered, "Amends");
  const replaces = header(gathered, "Replaces");
  const cliff = header(gathered, "CliffAt");
  if (!version) out.report("P7008", whole, {});
  if (!inForce) out.report("P7001", whole, {});
  else if (inForce.to && inForce.to.value < inForce.from.value)
    out.report("P7006", inForce, { from: inForce.from.value, to: inForce.to.value });
  if (pays && !round) out.report("P4901", whole, {});

  const money = (quantity: Quantity, file: string): Num | null => {
    const typed = adopt(lower(quantity, inside(file)), MONEY);
    if (isError(typed)) return null;
    if (
      typed.expr.op === "num" &&
      typed.ty.kind === "number" &&
      sameDims(typed.ty.dims, MONEY.dims) &&
      rational(typed.expr.value).n > 0n
    )
      return typed.expr.value;
    out.report("P3028", { file, span: quantity.span }, {});
    return null;
  };
  const step = round ? money(round.to, round.file) : null;

  let facts: Policy["factsOn"] = null;
  if (factsOn) {
    const name = model.names.canon(factsOn.field.text);
    const field = root === null ? undefined : model.entities.get(root)?.fields.get(name);
    if (field?.ty.kind === "date" && root !== null) facts = { entity: root, field: name };
    else if (field?.ty.kind !== "error")
      out.report(
        "P2027",
        { file: factsOn.file, span: factsOn.field.span },
        { name: factsOn.field.text, entity: model.names.both(root ?? "household") },
      );
  }
  let months: number | null = null;
  if (period) {
    const typed = lower(period.length, inside(period.file));
    const unit = typed.ty.kind === "number" ? durationUnit(typed.ty) : null;
    const count = typed.expr.op === "num" ? Number(typed.expr.value) : Number.NaN;
    if ((unit === "month" || unit === "year") && Number.isInteger(count) && count > 0)
      months = unit === "year" ? count * 12 : count;
    else if (!isError(typed)) out.report("P3026", { file: period.file, span: period.length.span }, {});
  }
  return {
    version: version?.text.value ?? "",
    inForce: {
      from: inForce?.from.value ?? "0001-01-01",
      to: inForce?.to?.value ?? null,
      backTo: inForce?.backTo?.value ?? null,
    },
    amends: amends ? { policy: amends.policy.text, version: amends.version.value } : null,
    replaces: replaces ? { policy: replaces.policy.text, version: replaces.version.value } : null,
    round: round && step ? { mode: round.mode, step } : null,
    cliffAt: cliff ? money(cliff.amount, cliff.file) : null,
    period: months === null ? null : { months },
    factsOn: facts,
  };
}
