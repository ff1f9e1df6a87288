import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileOpened, open, textOf } from "../../cli/io/source.js";
import { main } from "../../cli/main.js";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.js";
import { inReadingOrder, renderMessage, renderText } from "../../compiler/diagnostics/render.js";
import { compile, EMPTY_LIBRARY } from "../../compiler/index.js";
import { type Block, blocksOf, matches, withClauses } from "./guides.js";

/** `UPDATE_GUIDES=1` writes what the program says into the guides instead of comparing; the changes are to be read. */
const UPDATE = process.env.UPDATE_GUIDES === "1";
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILE = "rongchang.policy";

type Language = "zh" | "en";

const GUIDES = (["zh", "en"] as const).map((lang) => {
  const path = join(ROOT, `docs/guides/drafting.${lang}.md`);
  const text = readFileSync(path, "utf8");
  return { lang, path, text, blocks: blocksOf(text) };
});

interface Ran {
  readonly code: number;
  /** Both streams, as somebody at the window reads them. */
  readonly said: string;
  /** Without the messages. */
  readonly result: string;
}

async function fen(args: readonly string[], cwd: string, lang: Language): Promise<Ran> {
  let said = "";
  let result = "";
  const code = await main(args, {
    lang,
    out: (text) => {
      said += text;
      result += text;
    },
    err: (text) => {
      said += text;
    },
    color: { out: false, err: false },
    watched: false,
    cwd,
    today: () => "2024-06-03",
  });
  return { code, said, result };
}

/** The words of a command line; `"…"` holds spaces. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? "");
}

interface Messages {
  readonly all: readonly Diagnostic[];
  readonly codes: readonly string[];
  /** As the window shows them. */
  readonly text: string;
  readonly one: (diagnostic: Diagnostic) => string;
}

/** The messages about the file as it stands in the folder. */
function messages(cwd: string, lang: Language): Messages {
  const compiled = compileOpened(open(FILE, { cwd }));
  const options = { lang, color: false, sources: textOf(compiled) };
  const all = inReadingOrder(compiled.diagnostics);
  return {
    all,
    codes: all.map((d) => d.code).sort(),
    text: renderText(all, options),
    one: (diagnostic) => renderMessage(diagnostic, options),
  };
}

/** What is said beyond what the reader has seen already; `…` stands for each message with such a code. */
function withoutKnown({ all, text, one }: Messages, known: readonly string[]): string {
  return all
    .filter((d) => known.includes(d.code))
    .reduce((shown, d) => shown.replace(`${one(d)}\n`, "…\n"), text)
    .replace(/^…\n(\n…\n)+/gm, "…\n");
}

describe.each(GUIDES)("the drafter's guide, $lang", ({ lang, path, text, blocks }) => {
  let home = "";
  let file = "";
  /** The codes of the messages that the file has as it stands. */
  let standing: readonly string[] = [];
  const said = new Map<Block, string>();
  const write = (content: string) => writeFileSync(join(home, FILE), content);

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "fen-guide-"));
    // The guide has its reader put the document's text beside an empty policy.
    cpSync(join(ROOT, "policies/rongchang-2024/source.txt"), join(home, "source.txt"));
    write("");
  });
  afterAll(() => {
    rmSync(home, { recursive: true, force: true });
    if (!UPDATE) return;
    const lines = text.split("\n");
    for (const [{ shown }, output] of [...said].sort(([a], [b]) => b.line - a.line)) {
      if (shown) lines.splice(shown.line, shown.end - shown.line - 1, ...output.replace(/\n+$/, "").split("\n"));
    }
    writeFileSync(path, lines.join("\n"));
  });

  const compare = (block: Block, output: string, short = output) => {
    if (!block.shown || matches(block.shown.text, output)) return;
    // What a guide leaves out in the middle, only a person can choose again.
    if (UPDATE && (block.kind !== "sh" || !/\n…\n/.test(block.shown.text))) said.set(block, short);
    else expect(output.trimEnd()).toBe(block.shown.text.trimEnd());
  };

  it("has only blocks that are tried out", () => {
    expect(blocks.filter((b) => b.kind === "unknown" || b.kind === "text").map((b) => `${b.line}: ${b.name}`)).toEqual(
      [],
    );
    // Whoever shows a mistake shows what is said to it.
    expect(blocks.filter((b) => b.kind === "bad" && !b.shown).map((b) => b.line)).toEqual([]);
    // A fence that the pattern does not see would go untried.
    const fences = text.split("\n").filter((line) => line.trimStart().startsWith("```")).length;
    expect(fences).toBe(2 * blocks.reduce((sum, b) => sum + (b.shown ? 2 : 1), 0));
  });

  it.each(blocks)("line $line: $kind $name$codes", async (block) => {
    if (block.kind === "file") writeFileSync(join(home, block.name), block.text);
    else if (block.kind === "step") {
      file = withClauses(file, block.text);
      write(file);
      const { codes, text: output } = messages(home, lang);
      compare(block, output);
      expect(codes, output).toEqual([...block.codes].sort());
      standing = codes;
      const tested = await fen(["test", FILE], home, lang);
      expect(tested.code, tested.said).toBe(0);
    } else if (block.kind === "bad") {
      write(withClauses(file, block.text));
      const found = messages(home, lang);
      write(file);
      const known = standing.filter((code) => !block.codes.includes(code));
      compare(block, found.text, withoutKnown(found, known));
      expect(found.codes, found.text).toEqual([...block.codes, ...known].sort());
    } else if (block.kind === "try") {
      write(withClauses(file, block.text));
    } else if (block.kind === "sh") {
      let output = "";
      let results = "";
      for (const line of block.text.trimEnd().split("\n")) {
        const [program, ...args] = words(line);
        expect(program).toBe("fen");
        const result = await fen(args, home, lang);
        output += result.said;
        results += result.result;
        expect(result.code, result.said).toBe(block.exit);
      }
      // Where a guide leaves out the messages above a result, it goes on doing so.
      compare(block, output, block.shown?.text.startsWith("…\n") && results !== "" ? `…\n${results}` : output);
      write(file);
    }
  });
});

it("both guides end with one rule", () => {
  const vocabulary = {
    path: "household.policy",
    text: readFileSync(join(ROOT, "policies/vocabulary/household.policy"), "utf8"),
  };
  const [zh, en] = GUIDES.map(({ blocks }) => {
    const text = blocks.filter((b) => b.kind === "step").reduce((file, b) => withClauses(file, b.text), "");
    return compile({ path: FILE, text }, { ...EMPTY_LIBRARY, vocabulary: () => vocabulary }).hash;
  });
  expect(zh).toMatch(/^[0-9a-f]{64}$/);
  expect(en).toBe(zh);
});

describe("how a guide is read", () => {
  it("what is shown is what is said, but for what is left out", () => {
    expect(matches("a\nb\n", "a\nb")).toBe(true);
    expect(matches("a\n…\nd\n", "a\nb\nc\nd\n")).toBe(true);
    expect(matches("…\nd\n", "d\n")).toBe(true);
    expect(matches("a …\n", "a 1 2\n")).toBe(true);
    for (const said of ["a\n", "a\nb\nc\n", "a\n b\n", "ab\n", ""]) expect(matches("a\nb\n", said)).toBe(false);
    expect(matches("a\n…\nd\n", "a\nb\nc\n")).toBe(false);
    expect(matches("1.00\n", "1x00\n")).toBe(false);
  });

  it("a clause takes the place of the one with its name, and no other", () => {
    const file = withClauses(
      "政策 a\n  版本 “1”\n\n奖补 甲/one\n  补 1元\n\n# 二\n奖补 乙\n  补 2元\n",
      "奖补 甲\n  补 3元\n",
    );
    expect(file).toBe("政策 a\n  版本 “1”\n\n奖补 甲\n  补 3元\n\n# 二\n奖补 乙\n  补 2元\n");
    expect(withClauses(file, "享受条件 当 x\n\n示例 “a b”\n  应得 y\n")).toBe(
      `${file}\n享受条件 当 x\n\n示例 “a b”\n  应得 y\n`,
    );
  });

  it("a block that says nothing of itself is found out, and so is a text that nothing shows", () => {
    const fence = "\u0060\u0060\u0060";
    const guide = ["policy", "fen", "fen bad", "sh exit", "text", "sh"]
      .map((info) => `${fence}${info}\nx\n${fence}\n`)
      .join("");
    expect(blocksOf(guide).map((b) => b.kind)).toEqual(["unknown", "unknown", "unknown", "sh", "sh"]);
    expect(
      blocksOf(guide)
        .filter((b) => b.shown !== null)
        .map((b) => b.line),
    ).toEqual([10]);
    expect(blocksOf(`${fence}text\nx\n${fence}\n`).map((b) => b.kind)).toEqual(["text"]);
  });
});
