/** What a word is, in both languages. */

import { keywordOf } from "../../grammar/token-types.js";
import { KEYWORDS, type KeywordSpec } from "../../grammar/tokens.js";
import { MAGNITUDES, UNITS, type UnitSpelling, unitId } from "../../grammar/units.js";
import type { FieldDef } from "../ir/types.js";
import type { Bilingual, Hover, SymbolInfo, SymbolKind, ValuesOf } from "./data.js";
import { occurrenceAt } from "./occurrences.js";
import { rosterWords } from "./roster-words.js";
import type { Snapshot } from "./snapshot.js";
import { type Declared, symbolsOf } from "./symbols.js";
import { endOf, lexOf, startOf } from "./tokens.js";
import { comparisonSentence } from "./wording.js";

const KINDS: Readonly<Record<SymbolKind, Bilingual>> = {
  policy: { en: "policy", zh: "政策" },
  vocabulary: { en: "vocabulary", zh: "词表" },
  entity: { en: "entity", zh: "对象" },
  field: { en: "field of the roster", zh: "名册字段" },
  enumValue: { en: "value", zh: "选项" },
  define: { en: "definition", zh: "定义" },
  param: { en: "parameter", zh: "参数" },
  question: { en: "question", zh: "口径" },
  reading: { en: "reading", zh: "读法" },
  benefit: { en: "benefit", zh: "奖补" },
  limit: { en: "limit", zh: "限额" },
  check: { en: "check", zh: "核查" },
  procedure: { en: "procedure", zh: "程序" },
  step: { en: "step", zh: "步骤" },
  party: { en: "payee", zh: "领取方" },
  note: { en: "note", zh: "备注" },
  unit: { en: "unit", zh: "单位" },
  builtin: { en: "part of the language", zh: "语言自带" },
};

/** What stands at an offset: a name with what it is declared as, a keyword, a number with its unit. null for nothing. */
export function hover(snapshot: Snapshot, offset: number, values: ValuesOf = () => null): Hover | null {
  const occurrence = occurrenceAt(snapshot, snapshot.source.path, offset);
  const symbol = occurrence && symbolsOf(snapshot).byId.get(occurrence.id);
  if (occurrence && symbol) {
    const lines = symbolLines(snapshot, symbol, values);
    return { start: occurrence.start, end: occurrence.end, symbol: info(symbol), heading: heading(symbol), lines };
  }
  const token = lexOf(snapshot).tokens.find((one) => startOf(one) <= offset && offset < endOf(one));
  if (token === undefined) return null;
  const range = { start: startOf(token), end: endOf(token) };
  const keyword = keywordOf(token.tokenType);
  if (keyword !== null) {
    const spec: KeywordSpec = KEYWORDS[keyword];
    const sentence = comparisonSentence(keyword);
    const both = [spec.en, spec.zh].filter((one) => one !== "").join(" / ");
    return { ...range, symbol: null, heading: { en: both, zh: both }, lines: sentence === null ? [] : [sentence] };
  }
  if (token.number !== null) return { ...range, symbol: null, ...numberWords(token.number) };
  return null;
}

/** What is declared under an id; null if there is nothing. */
export function symbolInfo(snapshot: Snapshot, id: string): SymbolInfo | null {
  const symbol = symbolsOf(snapshot).byId.get(id);
  return symbol === undefined ? null : info(symbol);
}

/** Everything that is declared, in written order. */
export function symbols(snapshot: Snapshot): SymbolInfo[] {
  return [...symbolsOf(snapshot).byId.values()].map(info);
}

function info({ decl: _, owner: _owner, entity: _entity, ...symbol }: Declared): SymbolInfo {
  return symbol;
}

function heading(symbol: Declared): Bilingual {
  const { en, zh } = symbol.name;
  const names = en === zh ? en : null;
  return {
    en: `${names ?? `${en} / ${zh}`} — ${KINDS[symbol.kind].en}`,
    zh: `${names ?? `${zh} / ${en}`}（${KINDS[symbol.kind].zh}）`,
  };
}

function symbolLines(snapshot: Snapshot, symbol: Declared, values: ValuesOf): Bilingual[] {
  const lines: Bilingual[] = [];
  const both = (text: string) => lines.push({ en: text, zh: text });
  if (symbol.label !== null) both(symbol.label);
  const owner = symbol.owner === null ? undefined : symbolsOf(snapshot).byId.get(symbol.owner);
  if (owner) lines.push({ en: `of ${owner.name.en}`, zh: `属于“${owner.name.zh}”` });
  if (symbol.type !== null) lines.push({ en: `Type: ${symbol.type.en}`, zh: `类型：${symbol.type.zh}` });
  const field = fieldDef(snapshot, symbol);
  if (field) lines.push(...fieldLines(snapshot, symbol, field));
  const at = symbol.whole && symbol.declared;
  if (symbol.kind === "define" || symbol.kind === "param" || symbol.kind === "question" || symbol.kind === "benefit") {
    const text = at && snapshot.compiled.texts.get(at.file)?.slice(symbol.whole?.start, symbol.whole?.end);
    if (text) both(shortened(text));
  }
  const current = values(symbol.id);
  if (current !== null) lines.push(...rosterWords(current));
  for (const { where, quoting } of symbol.cites) {
    lines.push({
      en: quoting === null ? `Source: ${where}` : `Source: ${where}, “${quoting}”`,
      zh: quoting === null ? `依据：${where}` : `依据：${where}，“${quoting}”`,
    });
  }
  return lines;
}

/** A clause of many lines by its first ones. */
function shortened(text: string): string {
  const lines = text.trimEnd().split(/\r\n|\r|\n/);
  return lines.length <= 8 ? lines.join("\n") : [...lines.slice(0, 7), "…"].join("\n");
}

function fieldDef({ compiled }: Snapshot, symbol: Declared): FieldDef | null {
  if (symbol.kind !== "field" || symbol.owner === null) return null;
  const name = symbol.id.slice(symbol.owner.length + 1);
  return compiled.model.entities.get(symbol.owner)?.fields.get(name)?.def ?? null;
}

function fieldLines(snapshot: Snapshot, symbol: Declared, field: FieldDef): Bilingual[] {
  const lines: Bilingual[] = [];
  const written = boundsOf(snapshot, symbol);
  if (written !== null)
    lines.push({ en: `Between ${written[0]} and ${written[1]}`, zh: `${written[0]} 至 ${written[1]}` });
  if (field.blank !== null) {
    const shown = String(field.blank.value);
    const value =
      field.blank.kind === "bool"
        ? { en: field.blank.value ? "yes" : "no", zh: field.blank.value ? "是" : "否" }
        : field.blank.kind === "enum"
          ? snapshot.compiled.model.names.both(shown)
          : { en: shown, zh: shown };
    lines.push({ en: `A blank cell means ${value.en}`, zh: `空白视为 ${value.zh}` });
  } else lines.push({ en: "A blank cell leaves it undecided", zh: "空白则待定" });
  if (field.aliases.length > 0) {
    lines.push({
      en: `Headings also read: ${field.aliases.join(", ")}`,
      zh: `表头也可写作：${field.aliases.join("、")}`,
    });
  }
  if (field.private) lines.push({ en: "Private: masked where it is published", zh: "隐私：公开时遮盖" });
  return lines;
}

/** The bounds of a field as they are written. */
function boundsOf({ compiled }: Snapshot, symbol: Declared): [string, string] | null {
  const at = symbol.whole;
  const text = at && compiled.texts.get(at.file);
  if (!at || !text) return null;
  for (const { clause } of compiled.gathered.clauses) {
    if (clause.kind !== "Entity") continue;
    const field = clause.fields.find((one) => one.decl === symbol.decl);
    const bounds = field?.attrs.find((attr) => attr.kind === "Bounds");
    if (bounds?.kind === "Bounds") {
      const part = ({ span }: { span: { start: number; end: number } }) => text.slice(span.start, span.end);
      return [part(bounds.low), part(bounds.high)];
    }
  }
  return null;
}

function numberWords(number: { value: string; magnitude: "wan" | "yi" | null; unit: { text: string } | null }) {
  const unit = number.unit === null ? null : unitId(number.unit.text);
  const words: UnitSpelling | null = unit === null ? null : UNITS[unit];
  const scale = number.magnitude === null ? null : MAGNITUDES[number.magnitude];
  const shown = (lang: "en" | "zh") => {
    const unitWord = words === null ? (number.unit?.text ?? "") : lang === "zh" ? words.zh : words.plural;
    const wan = scale?.[lang] ?? "";
    return lang === "zh" ? `${number.value}${wan}${unitWord}` : [number.value, wan, unitWord].filter(Boolean).join(" ");
  };
  const lines: Bilingual[] =
    number.magnitude === null
      ? []
      : [{ en: `= ${expanded(number.value, number.magnitude)}`, zh: `= ${expanded(number.value, number.magnitude)}` }];
  return { heading: { en: shown("en"), zh: shown("zh") }, lines };
}

/** `304.5` of `wan` → `3,045,000`: digits moved, never computed. */
function expanded(value: string, magnitude: "wan" | "yi"): string {
  const places = magnitude === "wan" ? 4 : 8;
  const [whole = "0", part = ""] = value.split(".");
  const digits = `${whole}${part.slice(0, places).padEnd(places, "0")}`.replace(/^0+(?=\d)/, "");
  const rest = part.slice(places).replace(/0+$/, "");
  return `${digits.replace(/\B(?=(\d{3})+$)/g, ",")}${rest === "" ? "" : `.${rest}`}`;
}
