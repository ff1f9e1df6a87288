/** The shape of a file: outline, folding, and the class of every word. */
import type { Clause, Decl } from "../../grammar/ast.js";
import { idOf, keywordOf, TOKENS, type Token } from "../../grammar/token-types.js";
import { type HighlightClass, KEYWORDS, type Keyword, spelling } from "../../grammar/tokens.js";
import type { Bilingual, Fold, OutlineItem, Range, SemanticToken, SymbolKind, TokenClass } from "./data.js";
import { occurrencesOf } from "./occurrences.js";
import type { Snapshot } from "./snapshot.js";
import { symbolsOf } from "./symbols.js";
import { endOf, lexOf, startOf } from "./tokens.js";

// ---------------------------------------------------------------- outline

/** Clauses in written order, those behind a `for each` or `overall` inside it. */
export function outline(snapshot: Snapshot): OutlineItem[] {
  const { file, model } = snapshot.compiled;
  const { names } = model;
  const top: OutlineItem[] = [];
  let section: { item: OutlineItem; children: OutlineItem[] } | null = null;
  const close = () => {
    if (section === null) return;
    const last = section.children.at(-1);
    const range = { start: section.item.range.start, end: last?.range.end ?? section.item.range.end };
    top.push({ ...section.item, range, children: section.children });
    section = null;
  };
  for (const clause of file.clauses) {
    const item = clauseItem(clause, names.idOf, names.spellings, names.both);
    if (item === null) continue;
    if (clause.kind === "Section") {
      close();
      section = { item, children: [] };
    } else if (section !== null) (section as { children: OutlineItem[] }).children.push(item);
    else top.push(item);
  }
  close();
  return top;
}

type Spell = (decl: Decl) => Bilingual;

function keywordWords(keyword: Keyword): Bilingual {
  return { en: spelling(keyword, "en"), zh: spelling(keyword, "zh").replace(/ 当$/, "") };
}

const rangeOf = ({ start, end }: Range): Range => ({ start, end });

function declItem(
  kind: string,
  id: string,
  decl: Decl,
  span: Range,
  spell: Spell,
  children: OutlineItem[] = [],
): OutlineItem {
  return {
    kind,
    id,
    title: spell(decl),
    label: decl.label?.value ?? null,
    range: rangeOf(span),
    selection: rangeOf(decl.name.span),
    children,
  };
}

function clauseItem(
  clause: Clause,
  idOfDecl: (decl: Decl) => string,
  spell: Spell,
  both: (name: string) => Bilingual,
): OutlineItem | null {
  const plain = (kind: string, title: Bilingual, label: string | null = null): OutlineItem => ({
    kind,
    id: "",
    title,
    label,
    range: rangeOf(clause.span),
    selection: { start: clause.span.start, end: clause.span.start },
    children: [],
  });
  switch (clause.kind) {
    case "Section": {
      if (clause.entity === null) return plain("section", keywordWords("overall"));
      const { en, zh } = both(clause.entity.text);
      return plain("section", { en: `for each ${en}`, zh: `以${zh}为单位` });
    }
    case "Eligible":
      return plain("eligible", { en: "eligible", zh: "享受条件" });
    case "PayOut": {
      const paths = clause.benefits.paths?.map((path) => both(path.names.map((n) => n.text).join("."))) ?? null;
      return plain("payOut", {
        en: `pay out ${paths === null ? "all benefits" : paths.map((one) => one.en).join(", ")}`,
        zh: `拨付 ${paths === null ? "全部奖补" : paths.map((one) => one.zh).join("、")}`,
      });
    }
    case "Example":
      return plain("example", { en: clause.title.value, zh: clause.title.value });
    case "Repeal":
    case "Change": {
      const { en, zh } = both(clause.name.text);
      const word = keywordWords(clause.kind === "Repeal" ? "repeal" : "change");
      return plain(clause.kind.toLowerCase(), { en: `${word.en} ${en}`, zh: `${word.zh} ${zh}` });
    }
    case "BrokenClause": {
      if (clause.decl === null) {
        const head =
          clause.head === "" ? { en: "unread text", zh: "未能读懂的文字" } : { en: clause.head, zh: clause.head };
        return plain("broken", head);
      }
      return declItem("broken", idOfDecl(clause.decl), clause.decl, clause.span, spell);
    }
    case "Entity": {
      const id = idOfDecl(clause.decl);
      const fields = clause.fields.map((field) =>
        declItem("field", `${id}.${idOfDecl(field.decl)}`, field.decl, field.span, spell),
      );
      return declItem("entity", id, clause.decl, clause.span, spell, fields);
    }
    case "Question": {
      const id = idOfDecl(clause.decl);
      const readings = clause.readings.map((one) =>
        declItem("reading", `${id}.${idOfDecl(one.decl)}`, one.decl, one.span, spell),
      );
      return declItem("question", id, clause.decl, clause.span, spell, readings);
    }
    case "Procedure": {
      const id = idOfDecl(clause.decl);
      const steps = clause.steps.map((one) =>
        declItem("step", `${id}.${idOfDecl(one.decl)}`, one.decl, one.span, spell),
      );
      return declItem("procedure", id, clause.decl, clause.span, spell, steps);
    }
    case "Value":
      return declItem(clause.head, idOfDecl(clause.decl), clause.decl, clause.span, spell);
    case "UnitDecl":
      return declItem("unit", `unit ${idOfDecl(clause.decl)}`, clause.decl, clause.span, spell);
    default:
      return declItem(clause.kind.toLowerCase(), idOfDecl(clause.decl), clause.decl, clause.span, spell);
  }
}

// ---------------------------------------------------------------- folding

/** Clauses, sections and runs of comments of more than one line, from their first character to their last. */
export function folding(snapshot: Snapshot): Fold[] {
  const { text } = snapshot.source;
  const { file } = snapshot.compiled;
  const folds: Fold[] = [];
  const add = (kind: Fold["kind"], start: number, end: number) => {
    const trimmed = start + text.slice(start, end).trimEnd().length;
    if (/[\r\n]/.test(text.slice(start, trimmed))) folds.push({ kind, start, end: trimmed });
  };
  for (const item of outline(snapshot)) {
    if (item.kind === "section") add("section", item.range.start, item.range.end);
  }
  for (const clause of file.clauses) add("clause", clause.span.start, clause.span.end);
  let run = null as Range | null;
  for (const { span, ownLine } of file.comments) {
    const joined: Range | null =
      run !== null && /^[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*$/.test(text.slice(run.end, span.start)) ? run : null;
    if (!ownLine) continue;
    if (joined === null && run !== null) add("comment", run.start, run.end);
    run = { start: joined?.start ?? span.start, end: span.end };
  }
  if (run !== null) add("comment", run.start, run.end);
  return folds.sort((a, b) => a.start - b.start || b.end - a.end);
}

// ---------------------------------------------------------------- classes of words

const KEYWORD_CLASS: Readonly<Record<HighlightClass, TokenClass>> = {
  head: "keyword",
  header: "keyword",
  line: "keyword",
  word: "operator",
  constant: "constant",
  type: "type",
  flag: "type",
};

const SYMBOL_CLASS: Readonly<Record<SymbolKind, TokenClass>> = {
  policy: "name",
  vocabulary: "name",
  entity: "entity",
  field: "field",
  enumValue: "enumValue",
  define: "value",
  param: "parameter",
  question: "question",
  reading: "reading",
  benefit: "benefit",
  limit: "limit",
  check: "value",
  procedure: "name",
  step: "name",
  party: "name",
  note: "name",
  unit: "unit",
  builtin: "name",
};

/** Every word of the file with what it is, in order; a number and its unit are two. */
export function semanticTokens(snapshot: Snapshot): SemanticToken[] {
  const lexed = lexOf(snapshot);
  const { byId } = symbolsOf(snapshot);
  const meant = new Map(
    (occurrencesOf(snapshot).inFile.get(snapshot.source.path) ?? []).map((one) => [one.start, one] as const),
  );
  const found: SemanticToken[] = lexed.comments.map(({ start, end }) => ({
    start,
    end,
    class: "comment",
    declares: false,
  }));
  let afterPer = false;
  for (const token of lexed.tokens) {
    const start = startOf(token);
    const here = meant.get(start);
    const kind = here === undefined ? undefined : byId.get(here.id)?.kind;
    if (here && kind !== undefined && token.number === null)
      found.push({ start, end: endOf(token), class: SYMBOL_CLASS[kind], declares: here.declares });
    else found.push(...plainToken(token, afterPer));
    const id = idOf(token.tokenType);
    afterPer = id === "per" || id === "full";
  }
  return found.sort((a, b) => a.start - b.start);
}

function plainToken(token: Token, afterPer: boolean): SemanticToken[] {
  const range = { start: startOf(token), end: endOf(token) };
  const one = (cls: TokenClass): SemanticToken[] => [{ ...range, class: cls, declares: false }];
  const keyword = keywordOf(token.tokenType);
  if (keyword !== null) return one(KEYWORD_CLASS[KEYWORDS[keyword].class]);
  const unit = token.number?.unit;
  if (unit) {
    return [
      { start: range.start, end: unit.start, class: "number", declares: false },
      { start: unit.start, end: unit.end, class: "unit", declares: false },
    ];
  }
  if (token.tokenType === TOKENS.name) return one(afterPer ? "unit" : "name");
  const id = idOf(token.tokenType);
  if (id === "number" || id === "date" || id === "text") return one(id);
  if (id === "magnitude") return one("unit");
  return id === "forEachEnd" ? one("keyword") : one("operator");
}
