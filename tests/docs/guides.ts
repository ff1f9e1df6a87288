/**
 * A guide as steps that can be carried out. Each fenced block says what it is:
 *
 * - `fen step=…`: clauses for the policy file. A clause with the head and name of one that is there takes its place, any
 *   other goes to the end. `says=P4031,…` names the messages that the file then has; without it there must be none.
 * - `fen bad=P1011,…`: the same, but only tried: exactly these messages must be given, and the file stays as it was.
 * - `fen try`: the same, but what is wrong shows only in the commands below it.
 * - `sh`: command lines of the program; `exit=1` where one is meant to fail.
 * - `csv file=…`: a file of the reader's.
 * - `text` below one of these: what the program says, to the letter. A line `…` stands for any lines, ` …` at the end of
 *   a line for the rest of it.
 */
export interface Block {
  /** The line in the guide, from 1, and the line of its closing fence. */
  readonly line: number;
  readonly end: number;
  readonly kind: "step" | "bad" | "try" | "sh" | "file" | "text" | "unknown";
  /** The step's name, the file's name, or what stands after the fence where it is unknown. */
  readonly name: string;
  readonly codes: readonly string[];
  readonly exit: number;
  readonly text: string;
  /** What the guide says comes of it; null where it does not say. */
  readonly shown: Block | null;
}

const FENCE = /^```(.*)\n([\s\S]*?)^```$/gm;

function blockAt(guide: string, match: RegExpExecArray): Block {
  const [info = "", ...rest] = (match[1] ?? "").trim().split(/ +/);
  const given = new Map(rest.map((part) => part.split("=", 2) as [string, string | undefined]));
  const list = (name: string) => given.get(name)?.split(",") ?? [];
  const line = guide.slice(0, match.index).split("\n").length;
  const text = match[2] ?? "";
  const block = { line, end: line + text.split("\n").length, exit: Number(given.get("exit") ?? 0), text, shown: null };
  const only = (...names: string[]) => rest.length > 0 && [...given.keys()].every((name) => names.includes(name));
  if (info === "fen" && given.has("step") && only("step", "says"))
    return { ...block, kind: "step", name: given.get("step") ?? "", codes: list("says") };
  if (info === "fen" && given.get("bad") && only("bad")) return { ...block, kind: "bad", name: "", codes: list("bad") };
  if (info === "fen" && rest.join(" ") === "try") return { ...block, kind: "try", name: "", codes: [] };
  if (info === "sh" && (rest.length === 0 || only("exit"))) return { ...block, kind: "sh", name: "", codes: [] };
  if (info === "csv" && only("file")) return { ...block, kind: "file", name: given.get("file") ?? "", codes: [] };
  if (info === "text" && rest.length === 0) return { ...block, kind: "text", name: "", codes: [] };
  return { ...block, kind: "unknown", name: match[1] ?? "", codes: [] };
}

/** All blocks in their order; what is shown stands with what shows it, and on its own only where nothing does. */
export function blocksOf(guide: string): Block[] {
  const blocks: Block[] = [];
  for (const match of guide.matchAll(FENCE)) {
    const block = blockAt(guide, match);
    const last = blocks.at(-1);
    const takesText = last && last.shown === null && ["step", "bad", "sh"].includes(last.kind);
    if (block.kind === "text" && takesText) blocks[blocks.length - 1] = { ...last, shown: block };
    else blocks.push(block);
  }
  return blocks;
}

interface Clause {
  readonly key: string;
  readonly text: string;
}

/** What begins a clause, in both languages; lines that begin otherwise belong to the clause above them. */
const HEADS =
  /^(政策|policy|对每个|以[^ ]+为单位|for each|总体|overall|享受条件|eligible when|定义|define|参数|param|口径|question|奖补|benefit|限额|limit|拨付|pay out|核查|check|示例|example|程序|procedure|原则上|principle|备注|note|对象|entity)( |$)/;

/** A text cut where a clause begins; comments stand with the clause below them. */
function clausesOf(text: string): Clause[] {
  const clauses: { key: string; lines: string[] }[] = [];
  let above: string[] = [];
  for (const line of text.replace(/\n+$/, "").split("\n")) {
    const head = HEADS.exec(line)?.[1];
    if (head !== undefined) {
      const [name = ""] = /^(?:“[^”]*”|"[^"]*"|\S+)/.exec(line.slice(head.length).trim()) ?? [];
      // There is one header and one condition for whom; of the others, there are several with a name each.
      const key = /^(政策|policy|享受条件|eligible when)$/.test(head) ? head : `${head} ${name.split("/")[0]}`;
      clauses.push({ key, lines: [...above, line] });
      above = [];
    } else if (/^(#.*)?$/.test(line)) above.push(line);
    else {
      const last = clauses.at(-1);
      if (last) last.lines.push(...above, line);
      else above.push(line);
      if (last) above = [];
    }
  }
  const rest = above.filter((line) => line !== "");
  if (clauses.length === 0) return rest.length === 0 ? [] : [{ key: "", text: rest.join("\n") }];
  return clauses.map(({ key, lines }) => ({ key, text: lines.join("\n").replace(/^\n+|\n+$/g, "") }));
}

/** The file with a block's clauses in it. */
export function withClauses(file: string, block: string): string {
  const clauses = clausesOf(file);
  for (const clause of clausesOf(block)) {
    const at = clauses.findIndex((c) => c.key === clause.key);
    if (at >= 0) clauses[at] = clause;
    else clauses.push(clause);
  }
  return `${clauses.map((c) => c.text).join("\n\n")}\n`;
}

/** Whether the program said what the guide shows. */
export function matches(shown: string, said: string): boolean {
  const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = shown
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => {
      if (line.trim() === "…") return "(?:.*\\n)*";
      if (line.endsWith(" …")) return `${quoted(line.slice(0, -2))}.*\\n`;
      return `${quoted(line)}\\n`;
    })
    .join("");
  return new RegExp(`^${pattern}$`).test(`${said.replace(/\n+$/, "")}\n`);
}
