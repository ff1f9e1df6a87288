/** Changes offered at a place: those that put a message right, and those that say the same otherwise. */
import type { Question } from "../../grammar/ast.js";
import { parseFile } from "../../grammar/index.js";
import type { CodeAction, FileEdit, Range, ServiceDiagnostic } from "./data.js";
import { diagnostics } from "./diagnostics.js";
import { clauseText, formatDocument } from "./formatting.js";
import { occurrenceAt } from "./occurrences.js";
import { type Snapshot, snapshot } from "./snapshot.js";
import { symbolsOf } from "./symbols.js";
import { surfaceOf } from "./tokens.js";

/** What is offered for a range of the snapshot's file, fixes first. */
export function codeActions(state: Snapshot, range: Range): CodeAction[] {
  const touching = diagnostics(state).filter(
    (one) => one.file === state.source.path && one.start <= range.end && range.start <= one.end,
  );
  return [
    ...touching.flatMap(fixesOf),
    ...touching.flatMap((one) => missingRows(state, one)),
    ...readings(state, range),
    ...switched(state, range),
  ];
}

function fixesOf({ fixes, code }: ServiceDiagnostic): CodeAction[] {
  return fixes.map(({ title, edits, preferred }) => ({ title, kind: "fix", edits, preferred, code }));
}

// ---------------------------------------------------------------- readings

/** Takes another reading of the question at hand, wherever it is named. */
function readings(state: Snapshot, range: Range): CodeAction[] {
  const question = questionAt(state, range);
  if (question === null) return [];
  const { clause, file } = question;
  const { names } = state.compiled.model;
  const taken = names.canon(clause.taken.text);
  const written = /\p{Script=Han}/u.test(clause.taken.text) ? "zh" : "en";
  return clause.readings.flatMap((reading): CodeAction[] => {
    if (names.idOf(reading.decl) === taken) return [];
    const both = names.spellings(reading.decl);
    const said = { en: reading.decl.label?.value ?? both.en, zh: reading.decl.label?.value ?? both.zh };
    const edit: FileEdit = { file, ...clause.taken.span, text: both[written] };
    return [
      {
        title: { en: `Take the reading ${both.en}: ${said.en}`, zh: `采用口径“${both.zh}”：${said.zh}` },
        kind: "rewrite",
        edits: [edit],
        preferred: false,
        code: null,
      },
    ];
  });
}

function questionAt(state: Snapshot, range: Range): { clause: Question; file: string } | null {
  const { gathered } = state.compiled;
  const all = gathered.clauses.flatMap(({ clause, file }) => (clause.kind === "Question" ? [{ clause, file }] : []));
  const inside = all.find(
    ({ clause, file }) =>
      file === state.source.path && clause.span.start <= range.start && range.end <= clause.span.end,
  );
  if (inside) return inside;
  const named = occurrenceAt(state, state.source.path, range.start);
  if (named === null) return null;
  const symbol = symbolsOf(state).byId.get(named.id);
  const id = symbol?.kind === "reading" ? symbol.owner : symbol?.kind === "question" ? symbol.id : null;
  return all.find(({ clause }) => id !== null && state.compiled.model.names.idOf(clause.decl) === id) ?? null;
}

// ---------------------------------------------------------------- tables

/** A row for each value that a table leaves out, with 0 as its value for now; each edit is tried before it is offered. */
function missingRows(state: Snapshot, problem: ServiceDiagnostic): CodeAction[] {
  if (problem.code !== "P4004" && problem.code !== "P4006") return [];
  const found = state.compiled.diagnostics.find(
    (one) =>
      (one.code === "P4004" || one.code === "P4006") &&
      one.place.kind === "source" &&
      one.place.span.start === problem.start,
  );
  if (found === undefined || (found.code !== "P4004" && found.code !== "P4006")) return [];
  const clause = state.compiled.file.clauses.find(
    ({ span, kind }) => kind === "Value" && span.start <= problem.start && problem.end <= span.end,
  );
  if (clause?.kind !== "Value" || clause.body.kind !== "Table" || clause.body.from !== null) return [];
  const { rows } = clause.body;
  const last = rows.at(-1);
  if (last === undefined) return [];
  const { text, path } = state.source;
  const surface = surfaceOf(text);
  const lineStart = text.lastIndexOf("\n", last.span.start) + 1;
  const indent = /^\s*/.exec(text.slice(lineStart))?.[0] ?? "  ";
  const value = zeroLike(text.slice(last.value.span.start, last.value.span.end));
  const at = last.span.end;
  const row = (pattern: string) => `\n${indent}- ${pattern} → ${value}`;
  const action = (patterns: readonly string[], title: CodeAction["title"]): CodeAction[] => {
    const edit: FileEdit = { file: path, start: at, end: at, text: patterns.map(row).join("") };
    const tried = snapshot(
      state,
      [{ path, text: text.slice(0, at) + edit.text + text.slice(at) }, ...state.files.slice(1)],
      state.library,
    );
    const still = tried.compiled.diagnostics.some(
      (one) =>
        one.place.kind === "source" &&
        one.place.file === path &&
        one.place.span.start >= clause.span.start &&
        one.place.span.start < clause.span.end + edit.text.length &&
        (one.code === found.code || one.code === "P4005" || one.code.startsWith("P1") || one.code.startsWith("P3")),
    );
    return still ? [] : [{ title, kind: "fix", edits: [edit], preferred: false, code: problem.code }];
  };
  const { missing } = found.params;
  const patterns = missing.map((words) => inSurface(state, words.en, words.zh, surface));
  return [
    ...action(patterns, {
      en: `Add the missing rows (${missing.map((m) => m.en).join("; ")}), 0 for now`,
      zh: `补上缺少的档（${missing.map((m) => m.zh).join("；")}），取值暂写0`,
    }),
    ...action([surface === "zh" ? "其余" : "otherwise"], {
      en: "Add a row for all others (`otherwise`), 0 for now",
      zh: "加一行“其余”，取值暂写0",
    }),
  ];
}

/** A value of the same unit that is 0: `300元/亩` → `0元/亩`. */
function zeroLike(value: string): string {
  const zero = value.replace(/\d[\d.]*/, "0");
  return /^\s*[-−－]?\d/.test(value) ? zero : "0";
}

/** The English words of a message are a pattern as the language has it; in Chinese they are printed from that. */
function inSurface(state: Snapshot, en: string, zh: string, surface: "en" | "zh"): string {
  if (surface === "en") return en;
  const read = parseFile({ path: "", text: `policy t\nparam t by k\n  - ${en} → 0\n` });
  const [clause] = read.file.clauses;
  if (read.faults.length > 0 || clause === undefined) return zh;
  const printed = clauseText({ ...state, compiled: { ...state.compiled, file: read.file } }, clause, "zh") ?? "";
  return /- (.*) → /u.exec(printed)?.[1] ?? zh;
}

// ---------------------------------------------------------------- languages

/** The clause, or the whole file, in the other language. */
function switched(state: Snapshot, range: Range): CodeAction[] {
  const { text, path } = state.source;
  const surface = surfaceOf(text);
  const other = surface === "zh" ? "en" : "zh";
  const found: CodeAction[] = [];
  const clause = state.compiled.file.clauses.find(
    ({ span }) => span.start <= range.start && range.end <= span.end && span.start < span.end,
  );
  if (clause !== undefined) {
    const written = text.slice(clause.span.start, clause.span.end);
    for (const to of ["zh", "en"] as const) {
      const printed = clauseText(state, clause, to);
      if (printed === null || printed === written.trim()) continue;
      const edit: FileEdit = {
        file: path,
        start: clause.span.start,
        end: clause.span.start + written.trimEnd().length,
        text: printed,
      };
      const title =
        to === "zh"
          ? { en: "Write this clause in Chinese", zh: "本条改为中文写法" }
          : { en: "Write this clause in English", zh: "本条改为英文写法" };
      const isOwn = to === surface && !/\p{Script=Latin}{3}/u.test(written);
      if (!isOwn) found.push({ title, kind: "rewrite", edits: [edit], preferred: false, code: null });
    }
  }
  // For the whole file where its first line is: it is a matter of the file, and not made for every place asked about.
  const { decl, clauses } = state.compiled.file;
  if (range.start <= decl.span.end && clauses.every(({ kind }) => kind !== "BrokenClause")) {
    const edits = formatDocument(state, other).map((edit) => ({ file: path, ...edit }));
    if (edits.length > 0)
      found.push({
        title:
          other === "zh"
            ? { en: "Write the whole file in Chinese", zh: "全文改为中文写法" }
            : { en: "Write the whole file in English", zh: "全文改为英文写法" },
        kind: "rewrite",
        edits,
        preferred: false,
        code: null,
      });
  }
  return found;
}
