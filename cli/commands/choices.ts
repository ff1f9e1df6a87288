/** `--reading question=reading` and `--entered benefit=assumption`, by any name that the policy gives them. */
import { div, integer, parse } from "../../compiler/ir/rational.js";
import type { Policy } from "../../compiler/ir/types.js";
import { nearest } from "../../compiler/resolve/names.js";
import { label, spellings } from "../../runtime/ingest/index.js";
import type { Assumption } from "../../runtime/run.js";
import { UsageError } from "../io/errors.js";

function pair(argument: string, option: string): readonly [string, string] {
  const at = argument.indexOf("=");
  if (at > 0 && at < argument.length - 1) return [argument.slice(0, at), argument.slice(at + 1)];
  throw new UsageError(
    `\`${option}\` takes \`name=value\`, not \`${argument}\`.`,
    `\`${option}\` 的写法是 \`名称=取值\`，不能是 \`${argument}\`。`,
  );
}

/** The id that a name stands for among these; throws UsageError with the nearest one. */
function find(
  policy: Policy,
  name: string,
  ids: readonly string[],
  within: string,
  what: { en: string; zh: string },
): string {
  const about = (id: string) => policy.about[within + id];
  const found = ids.find((id) => spellings(id, about(id)).includes(label(name)));
  if (found !== undefined) return found;
  const shown = ids.flatMap((id) => [id, about(id)?.zh ?? ""]).filter((s) => s !== "");
  const [near] = nearest(name, shown);
  const known = ids.map((id) => `\`${id}\``).join(", ");
  const inChinese = ids.map((id) => `“${about(id)?.zh || id}”`).join("、");
  throw new UsageError(
    `There is no ${what.en} \`${name}\`${ids.length > 0 ? `; there are ${known}` : ""}.${near ? ` Did you mean \`${near}\`?` : ""}`,
    `没有${what.zh}“${name}”${ids.length > 0 ? `，可选${inChinese}` : ""}。${near ? `是否指“${near}”？` : ""}`,
  );
}

export function readingsOf(args: readonly string[], policy: Policy): Record<string, string> {
  const questions = policy.values.flatMap((v) => (v.body.kind === "readings" ? [{ id: v.id, body: v.body }] : []));
  return Object.fromEntries(
    args.map((argument) => {
      const [name, value] = pair(argument, "--reading");
      const id = find(
        policy,
        name,
        questions.map((q) => q.id),
        "",
        { en: "question", zh: "口径" },
      );
      const readings = questions.find((q) => q.id === id)?.body.readings.map((r) => r.id) ?? [];
      return [id, find(policy, value, readings, `${id}.`, { en: "reading", zh: "读法" })];
    }),
  );
}

export function assumptions(args: readonly string[], policy: Policy): Record<string, Assumption> {
  const benefits = policy.benefits.filter((b) => b.entered).map((b) => b.id);
  return Object.fromEntries(
    args.map((argument) => {
      const [name, value] = pair(argument, "--entered");
      const id = find(policy, name, benefits, "", { en: "entered amount", zh: "核定金额" });
      return [id, assumption(value)];
    }),
  );
}

const WORDS: Readonly<Record<string, Assumption>> = {
  ceiling: { kind: "ceiling" },
  上限: { kind: "ceiling" },
  floor: { kind: "floor" },
  下限: { kind: "floor" },
  history: { kind: "history" },
  上次: { kind: "history" },
};

function assumption(value: string): Assumption {
  const word = WORDS[value.toLowerCase()];
  if (word) return word;
  const percent = value.endsWith("%") ? parse(value.slice(0, -1)) : null;
  if (percent && percent.n >= 0n && percent.n <= 100n * percent.d)
    return { kind: "percent", share: div(percent, integer(100)) };
  throw new UsageError(
    `\`${value}\` is no assumption: write \`ceiling\`, \`floor\`, \`history\` or a percentage from 0% to 100%.`,
    `“${value}”不是可用的假设：可写 \`ceiling\`（上限）、\`floor\`（下限）、\`history\`（上次）或 0% 到 100% 的百分比。`,
  );
}
