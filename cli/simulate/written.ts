/** What people write for a scenario → what the simulator takes: any spelling of a name, numbers with units, percentages. */
import * as R from "../../compiler/ir/rational.js";
import type { Num, Policy } from "../../compiler/ir/types.js";
import { key } from "../../compiler/ir/units.js";
import { label, rootEntity, spellings, type UnitWords } from "../../runtime/ingest/index.js";
import { type Dimension, type Growth, numberAt, type TakeUp } from "../../runtime/simulate/index.js";
import { UsageError } from "../io/errors.js";
import type { WrittenGrowth, WrittenTakeUp } from "./schema.js";

/** The address of a number by any spelling of its clause: `粮食标准`, `grain#2`, `payOut.补助金#1`. As it is if nothing has that name. */
export function addressOf(policy: Policy, written: string): string {
  const at = written.indexOf("@");
  const whose = at < 0 ? "" : written.slice(at);
  const [clause = "", place] = (at < 0 ? written : written.slice(0, at)).split("#");
  const dot = clause.indexOf(".");
  const prefix = dot < 0 ? "" : clause.slice(0, dot + 1);
  const ids = {
    "eligible.": policy.eligibility.map((e) => e.entity),
    "payOut.": policy.payOuts.map((p) => p.id),
    "check.": policy.checks.map((c) => c.id),
    "": [...policy.values, ...policy.benefits, ...policy.limits].map((c) => c.id),
  }[prefix];
  const found = ids?.find((id) => isCalled(policy, id, clause.slice(dot + 1)));
  return `${prefix}${found ?? clause.slice(dot + 1)}${place === undefined ? "" : `#${place}`}${whose}`;
}

function isCalled(policy: Policy, id: string, name: string, within = ""): boolean {
  return spellings(id, policy.about[within + id]).includes(label(name));
}

export function benefitOf(policy: Policy, name: string): string {
  return policy.benefits.find((b) => isCalled(policy, b.id, name))?.id ?? name;
}

/** `household.pigs`, `户.生猪` or `生猪`, which is looked for in every entity, the roster's people first. */
export function fieldOf(policy: Policy, name: string): { readonly entity: string; readonly field: string } {
  const root = rootEntity(policy);
  const entities = [...policy.entities].sort((a, b) => Number(b.id === root) - Number(a.id === root));
  for (const entity of entities) {
    for (const field of entity.fields) {
      const own = spellings(field.id, policy.about[`${entity.id}.${field.id}`], field.aliases);
      if (own.includes(label(name))) return { entity: entity.id, field: field.id };
      const whole = spellings(entity.id, policy.about[entity.id]).flatMap((e) => own.map((f) => `${e}.${f}`));
      if (whole.includes(label(name))) return { entity: entity.id, field: field.id };
    }
  }
  const dot = name.indexOf(".");
  return { entity: dot < 0 ? (root ?? "") : name.slice(0, dot), field: name.slice(dot + 1) };
}

const NUMBER = /^([+-]?\d+(?:\.\d+)?(?:\/\d+)?)\s*(.*)$/u;

/**
 * `3500`, `3500元`, `80%`, `30 万元`, in base units. Without a unit: the unit in which a delegated value is declared, base units
 * for others. Throws UsageError for what is no number, or of another unit.
 */
export function numberOf(policy: Policy, address: string, written: string, units: UnitWords): Num {
  const number = numberAt({ policy }, address);
  const [, digits, word = ""] = NUMBER.exec(written.trim()) ?? [];
  const value = digits === undefined ? null : R.parse(digits.replace(/^\+/, ""));
  if (value === null) {
    throw new UsageError(
      `\`${written}\` is no number for \`${address}\`. Write it such as \`3500\` or \`3500 yuan\`.`,
      `“${written}”不是“${address}”可用的数，写法如 \`3500\` 或 \`3500元\`。`,
    );
  }
  if (word === "") {
    const id = address.split("@")[0];
    const body = policy.values.find((v) => v.id === id)?.body;
    return R.text(body?.kind === "set" ? R.mul(value, R.rational(body.scale)) : value);
  }
  const isMoney = number.unit?.startsWith("yuan") === true;
  // What a number inside a formula counts is not known here: of units it may only be written as a percentage.
  const spelled = isMoney && /^[万亿]$/u.test(word) ? `${word}元` : word;
  const fitting = units(spelled).find((u) => isOf(key(u.dims), number.unit ?? ""));
  if (fitting === undefined) {
    const isKnown = number.unit !== null && number.unit !== "";
    throw new UsageError(
      `\`${written}\`: \`${word}\` is no unit of \`${address}\`${isKnown ? `, which is counted in ${number.unit}` : ". Write the number alone, in yuan, mu and other base units"}.`,
      `“${written}”：“${address}”不能用单位“${word}”${isKnown ? "" : "，请只写数，以元、亩等基本单位计"}。`,
    );
  }
  return R.text(R.mul(value, fitting.scale));
}

/** `900000`, `90万`, `90万元`, in yuan. Throws UsageError for anything else. */
export function moneyOf(written: string, units: UnitWords, option: string): Num {
  const [, digits, word = ""] = NUMBER.exec(written.trim().replace(/([万亿])$/u, "$1元")) ?? [];
  const value = digits === undefined ? null : R.parse(digits.replace(/^\+/, ""));
  const unit = word === "" ? R.ONE : units(word).find((u) => key(u.dims) === "yuan")?.scale;
  if (value !== null && unit !== undefined) return R.text(R.mul(value, unit));
  throw new UsageError(
    `\`${option}\` takes an amount of money such as 900000 or \`90 wan yuan\`, not \`${written}\`.`,
    `\`${option}\` 须为金额，如 900000 或 90万元，不能是“${written}”。`,
  );
}

/** What stands after `per` may be left unsaid. */
function isOf(written: string, unit: string): boolean {
  return written === unit || written === unit.split("/")[0];
}

/** `85%`, `0.85`, `17/20`. Left as it is if it is no number: the simulator says so. */
export function shareOf(written: string): Num {
  const text = written.trim();
  const value = R.parse(text.endsWith("%") ? text.slice(0, -1).trim() : text);
  if (value === null) return written;
  return R.text(text.endsWith("%") ? R.div(value, R.integer(100)) : value);
}

/** `1.05`, `105%`, or a change: `+5%`, `-5%`. */
export function factorOf(written: string): Num {
  const change = /^([+-])\s*(.+%)$/.exec(written.trim());
  const share = R.parse(shareOf(change ? (change[2] as string) : written));
  if (share === null) return written;
  if (!change) return R.text(share);
  return R.text(change[1] === "+" ? R.add(R.ONE, share) : R.sub(R.ONE, share));
}

export function takeUpOf(policy: Policy, written: WrittenTakeUp): TakeUp {
  return {
    benefit: written.benefit === undefined ? null : benefitOf(policy, written.benefit),
    share: shareOf(written.share),
    ...(written.seed === undefined ? {} : { seed: written.seed }),
    ...(written.by === undefined ? {} : { groups: groupsOf(policy, written.by) }),
  };
}

function groupsOf(policy: Policy, by: NonNullable<WrittenTakeUp["by"]>): NonNullable<TakeUp["groups"]> {
  const { entity, field } = fieldOf(policy, by.field);
  const type = policy.entities.find((e) => e.id === entity)?.fields.find((f) => f.id === field)?.type;
  const values = type?.kind === "enum" ? (policy.enums.find((e) => e.id === type.enum)?.values ?? []) : [];
  const canonical = (name: string): string => {
    if (type?.kind === "bool") return /^(yes|true|是)$/i.test(name) ? "true" : "false";
    if (type?.kind !== "enum") return name;
    return values.find((v) => isCalled(policy, v, name, `${type.enum}.`)) ?? name;
  };
  return {
    field,
    shares: Object.fromEntries(Object.entries(by.shares).map(([name, share]) => [canonical(name), shareOf(share)])),
  };
}

export function growthOf(policy: Policy, written: WrittenGrowth): Growth {
  return {
    ...fieldOf(policy, written.field),
    factor: factorOf(written.factor),
    ...(written.round === undefined ? {} : { round: { mode: written.round.mode, step: shareOf(written.round.step) } }),
  };
}

/** `town`; `income/10`: ten parts of the roster; `area:5,10`: bands. Throws UsageError for parts and edges that are none. */
export function dimensionOf(written: string): Dimension {
  const parts = /^(.+)\/(\d+)$/.exec(written);
  if (parts) {
    const count = Number(parts[2]);
    if (count < 2 || count > 1000) {
      throw new UsageError(
        `\`--by ${written}\`: the roster can be divided into 2 to 1000 parts.`,
        `\`--by ${written}\`：名册可分为 2 至 1000 组。`,
      );
    }
    return { kind: "parts", field: parts[1] as string, parts: count };
  }
  const bands = /^(.+):(.+)$/.exec(written);
  if (!bands) return { kind: "field", field: written };
  const edges = (bands[2] as string).split(/[,，]/).map((e) => e.trim());
  if (edges.some((e) => R.parse(e) === null)) {
    throw new UsageError(
      `\`--by ${written}\`: the edges of bands are numbers, such as \`area:5,10\`.`,
      `\`--by ${written}\`：分档界限须为数，如 \`面积:5,10\`。`,
    );
  }
  return { kind: "bands", field: bands[1] as string, edges };
}
