/** A policy with options, as a scenario: what a scenario's file would say. */

import { INPUT_OPTIONS } from "../commands/prepare.js";
import type { Console } from "../io/console.js";
import { UsageError } from "../io/errors.js";
import type { OptionSpec, Options } from "../spec.js";
import type { Source } from "./load.js";
import type { WrittenGrowth, WrittenScenario, WrittenTakeUp } from "./schema.js";

/** As for `fen run`, with what only a simulation changes. No roster is asked for where scenario files name theirs. */
export const CASE_OPTIONS: readonly OptionSpec[] = [
  ...INPUT_OPTIONS.map(({ required: _, ...option }) => option),
  {
    flags: "--set <number=value...>",
    about: {
      en: "change a number of the policy, or what others set: grain_rate=350, pot@TOWN=5000",
      zh: "改动政策中的数或授权确定的数值：粮食标准=350、指标@甲镇=5000",
    },
    repeats: true,
  },
  {
    flags: "--take-up <benefit=share...>",
    about: { en: "who applies: livestock=85%, all=90%", zh: "申报比例：养殖=85%、全部=90%" },
    repeats: true,
  },
  {
    flags: "--grow <field=factor...>",
    about: { en: "a field of the roster times a factor: pigs=+5%", zh: "名册字段按比例增减：生猪=+5%" },
    repeats: true,
  },
];

function listOf(value: Options[string]): string[] {
  return Array.isArray(value) ? (value as string[]).flat() : [];
}

/** `name=value`; throws UsageError for anything else. */
export function pairOf(argument: string, option: string): readonly [name: string, value: string] {
  const at = argument.indexOf("=");
  if (at > 0 && at < argument.length - 1) return [argument.slice(0, at).trim(), argument.slice(at + 1).trim()];
  throw new UsageError(
    `\`${option}\` takes \`name=value\`, not \`${argument}\`.`,
    `\`${option}\` 的写法是 \`名称=取值\`，不能是 \`${argument}\`。`,
  );
}

function pairs(options: Options, name: string, flag: string): (readonly [string, string])[] {
  return listOf(options[name]).map((argument) => pairOf(argument, flag));
}

/** Throws UsageError for options that cannot be taken, and where no roster is named. */
export function sourceFrom(policy: string, options: Options, console: Console, name: string): Source {
  const rosters = listOf(options.roster);
  if (rosters.length === 0) throw new UsageError("`--roster` is needed.", "需要给出 `--roster`。");
  const all = (benefit: string) => /^(all|全部|全部奖补)$/i.test(benefit);
  const takeUp = pairs(options, "takeUp", "--take-up").map(
    ([benefit, share]): WrittenTakeUp => (all(benefit) ? { share } : { benefit, share }),
  );
  const growth = pairs(options, "grow", "--grow").map(([field, factor]): WrittenGrowth => ({ field, factor }));
  const file = (key: "settle" | "map" | "params" | "asOf") =>
    typeof options[key] === "string" ? { [key]: options[key] as string } : {};
  const written: WrittenScenario = {
    name,
    policy,
    rosters,
    ...file("settle"),
    ...file("map"),
    ...file("params"),
    ...file("asOf"),
    readings: Object.fromEntries(pairs(options, "reading", "--reading")),
    entered: Object.fromEntries(pairs(options, "entered", "--entered")),
    numbers: Object.fromEntries(pairs(options, "set", "--set")),
    takeUp,
    growth,
  };
  return { written, folder: console.cwd };
}
