import { readFileSync } from "node:fs";
import { type Compiled, compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import type { Policy } from "../../compiler/ir/types.js";

const household = {
  path: "household.policy",
  text: readFileSync(new URL("../diagnostics/household.policy", import.meta.url), "utf8"),
};

export const HEAD = `policy demo/示范
  version "1"
  in force 2024-01-01 to 2024-12-31
  round half up to 0.01 yuan
  uses household
`;

export interface Files {
  readonly tables?: Readonly<Record<string, string>>;
  readonly policies?: Readonly<Record<string, string>>;
  readonly vocabularies?: Readonly<Record<string, string>>;
}

/** Compiles clauses behind a common header, or a whole policy, with the small vocabulary of the messages' programs. */
export function compiled(text: string, files: Files = {}): Compiled {
  const whole = /^(policy|政策|vocabulary|词表) /.test(text) ? text : `${HEAD}${text}\n`;
  const named = (from: Readonly<Record<string, string>> | undefined, name: string) => {
    const found = from?.[name];
    return found === undefined ? null : { path: `${name}.policy`, text: found };
  };
  return compile(
    { path: "demo.policy", text: whole },
    {
      ...EMPTY_LIBRARY,
      vocabulary: (name) => named(files.vocabularies, name) ?? (name === "household" ? household : null),
      table: (name) => files.tables?.[name] ?? null,
      policy: (_id, version) => named(files.policies, version),
    },
  );
}

/** The policy that a sound text gives. */
export function policyOf(text: string, files: Files = {}): Policy {
  const { policy, diagnostics } = compiled(text, files);
  if (policy === null) throw new Error(JSON.stringify(diagnostics, null, 1));
  return policy;
}

/** The codes of what is wrong with a text, warnings of coverage and drafting aside. */
export function codes(text: string, files: Files = {}): string[] {
  return compiled(text, files).diagnostics.flatMap(({ code }) => (/^P4[0-8]/.test(code) ? [] : [code]));
}

/** A defined value's formula. */
export function formula(text: string, id: string, files: Files = {}): unknown {
  const value = policyOf(text, files).values.find((v) => v.id === id);
  return value?.body.kind === "formula" ? value.body.expr : value?.body;
}
