/** What commander says about a command that it could not read, in both languages. */
import type { CommanderError } from "commander";
import type { Said } from "./io/errors.js";

interface Rule {
  readonly pattern: RegExp;
  readonly said: (part: (i: number) => string) => Said;
}

const RULES: readonly Rule[] = [
  {
    pattern: /^unknown option '(.+?)'/,
    said: (p) => ({ en: `There is no option \`${p(1)}\`.`, zh: `没有选项 \`${p(1)}\`。` }),
  },
  {
    pattern: /^unknown command '(.+?)'/,
    said: (p) => ({ en: `There is no command \`${p(1)}\`.`, zh: `没有命令 \`${p(1)}\`。` }),
  },
  {
    pattern: /^missing required argument '(.+?)'/,
    said: (p) => ({ en: `\`${p(1).toUpperCase()}\` is missing.`, zh: `缺少 \`${p(1).toUpperCase()}\`。` }),
  },
  {
    pattern: /^option '(.+?)' argument missing/,
    said: (p) => ({ en: `\`${p(1)}\` needs a value.`, zh: `\`${p(1)}\` 需要一个值。` }),
  },
  {
    pattern: /^required option '(.+?)' not specified/,
    said: (p) => ({ en: `\`${p(1)}\` is needed.`, zh: `需要给出 \`${p(1)}\`。` }),
  },
  {
    pattern: /^option '(.+?)' argument '(.*?)' is invalid\. Allowed choices are (.+?)\.$/,
    said: (p) => ({
      en: `\`${p(2)}\` is no value of \`${p(1)}\`, which takes ${p(3)}.`,
      zh: `\`${p(1)}\` 不能是 \`${p(2)}\`，只能是 ${p(3)}。`,
    }),
  },
  {
    pattern: /^too many arguments/,
    said: () => ({ en: "There are more arguments than the command takes.", zh: "参数过多。" }),
  },
];

const NEAR = /\(Did you mean (?:one of )?(.+?)\?\)/;

/** The sentence for a commander error, with what may have been meant. */
export function usageMessage(error: CommanderError): Said {
  const message = error.message.replace(/^error: /, "");
  const near = NEAR.exec(message)?.[1]
    ?.split(", ")
    .map((name) => `\`${name}\``);
  const hint = near
    ? { en: ` Did you mean ${near.join(" or ")}?`, zh: `是否指 ${near.join("或 ")}？` }
    : { en: "", zh: "" };
  for (const { pattern, said } of RULES) {
    const match = pattern.exec(message);
    if (!match) continue;
    const { en, zh } = said((i) => match[i] ?? "");
    return { en: en + hint.en, zh: zh + hint.zh };
  }
  return { en: message, zh: message };
}
