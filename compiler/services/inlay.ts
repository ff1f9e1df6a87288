/** What is shown between the words of the text and is not part of it. */
import { keywordOf, type Token } from "../../grammar/token-types.js";
import type { Bilingual, InlayHint, Range } from "./data.js";
import type { Snapshot } from "./snapshot.js";
import { symbolsOf } from "./symbols.js";
import { endOf, id, lexOf, startOf } from "./tokens.js";
import { includes } from "./wording.js";

export interface InlayOptions {
  /** What a clause costs, by the id of its symbol, if the caller knows: `1,234.00 yuan`. */
  readonly moneyOf?: (symbol: string) => Bilingual | null;
}

/** Hints in a range: whether each bound includes its number, and the money of each clause. */
export function inlayHints(snapshot: Snapshot, range: Range, options: InlayOptions = {}): InlayHint[] {
  const found = [...bounds(snapshot, range), ...money(snapshot, range, options)];
  return found.sort((a, b) => a.offset - b.offset);
}

function bounds(snapshot: Snapshot, range: Range): InlayHint[] {
  const { tokens } = lexOf(snapshot);
  return tokens.flatMap((token, i): InlayHint[] => {
    if (startOf(token) < range.start || startOf(token) >= range.end) return [];
    const keyword = keywordOf(token.tokenType);
    const included = keyword === null ? null : includes(keyword);
    if (included === null) return [];
    const postfix = keyword === "orMore" || keyword === "orAbove" || keyword === "orLess" || keyword === "orBelow";
    const number = tokens[postfix ? i - 1 : i + 1];
    if (number === undefined || (id(number) !== "number" && id(number) !== "date")) return [];
    // A bracket that says so already: 6头以上（含6头）.
    const next = tokens[i + (postfix ? 1 : 2)];
    const after = tokens[i + (postfix ? 2 : 3)];
    if (id(next) === "open" && (id(after) === "including" || id(after) === "excluding")) return [];
    return [hint(number, included, endOf(postfix ? token : number))];
  });
}

function hint(number: Token, included: boolean, offset: number): InlayHint {
  const said = number.image.trim();
  return {
    offset,
    kind: "bound",
    text: included ? { en: `incl. ${said}`, zh: `含${said}` } : { en: `excl. ${said}`, zh: `不含${said}` },
    tip: included
      ? { en: `${said} itself is included.`, zh: `${said}包括在内。` }
      : { en: `${said} itself is not included.`, zh: `${said}不包括在内。` },
  };
}

function money(snapshot: Snapshot, range: Range, { moneyOf }: InlayOptions): InlayHint[] {
  if (moneyOf === undefined) return [];
  const { path, text } = snapshot.source;
  return [...symbolsOf(snapshot).byId.values()].flatMap((symbol): InlayHint[] => {
    const { whole, declared } = symbol;
    if (whole === null || declared === null || whole.file !== path) return [];
    if (whole.start < range.start || whole.start >= range.end) return [];
    const shown = moneyOf(symbol.id);
    if (shown === null) return [];
    const end = text.slice(whole.start).search(/[\r\n]/);
    const offset = end < 0 ? text.length : whole.start + end;
    return [
      {
        offset,
        kind: "money",
        text: shown,
        tip: { en: `${symbol.name.en}: ${shown.en}`, zh: `${symbol.name.zh}：${shown.zh}` },
      },
    ];
  });
}
