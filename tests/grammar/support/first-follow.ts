/**
 * FIRST and FOLLOW sets of token strings up to two long, computed from the productions alone, and every place where the
 * parser could not know whether to go on: an option or loop whose body and whose continuation may begin alike, and
 * alternatives that may begin alike. A token that is also accepted as another (a soft word as a name) counts as both.
 */
import type { IProduction, Rule, TokenType } from "chevrotain";
import {
  Alternation,
  type Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
} from "chevrotain";

/** Token strings of length at most 2, joined by a space; "" is the empty string. */
type Strings = ReadonlySet<string>;

const END = "$";

const length = (s: string) => (s === "" ? 0 : s.includes(" ") ? 2 : 1);

function concat(a: Strings, b: Strings, k: number): Set<string> {
  const out = new Set<string>();
  for (const x of a) {
    if (length(x) >= k) {
      out.add(x);
      continue;
    }
    for (const y of b) out.add(truncate(x === "" ? y : y === "" ? x : `${x} ${y}`, k));
  }
  return out;
}

function truncate(s: string, k: number): string {
  return s.split(" ").slice(0, k).join(" ");
}

function cut(strings: Strings, k: number): Set<string> {
  return new Set([...strings].map((s) => truncate(s, k)));
}

export interface Conflict {
  readonly rule: string;
  /** OPTION2, MANY, OR1 … as in the grammar, with the alternatives for an OR. */
  readonly place: string;
  readonly strings: readonly string[];
}

export class Grammar {
  private readonly first = new Map<string, Set<string>>();
  private readonly follow = new Map<string, Set<string>>();

  /** `entries`: rules that are parsed on their own, after which the input ends. */
  constructor(
    private readonly rules: Readonly<Record<string, Rule>>,
    entries: readonly string[],
  ) {
    for (const name of Object.keys(rules)) {
      this.first.set(name, new Set());
      this.follow.set(name, new Set());
    }
    for (const name of entries) this.follow.get(name)?.add(END);
    this.fix(() => {
      let grown = false;
      for (const [name, rule] of Object.entries(rules)) {
        grown = addAll(this.first.get(name) as Set<string>, this.firstOf(rule.definition)) || grown;
      }
      return grown;
    });
    this.fix(() => {
      let grown = false;
      for (const [name, rule] of Object.entries(rules)) {
        grown = this.passFollow(rule.definition, this.follow.get(name) as Set<string>) || grown;
      }
      return grown;
    });
  }

  private fix(round: () => boolean): void {
    while (round());
  }

  firstOf(items: readonly IProduction[]): Set<string> {
    let out: Set<string> = new Set([""]);
    for (const item of items) out = concat(out, this.firstOfOne(item), 2);
    return out;
  }

  private firstOfOne(item: IProduction): Strings {
    if (item instanceof Terminal) return new Set(accepted(item.terminalType));
    if (item instanceof NonTerminal) return this.first.get(item.nonTerminalName) as Set<string>;
    if (item instanceof Alternation) return new Set(item.definition.flatMap((alt) => [...this.firstOf(bodyOf(alt))]));
    const body = this.firstOf(bodyOf(item));
    if (item instanceof Option) return new Set([...body, ""]);
    if (item instanceof Repetition) return new Set([...body, ...concat(body, body, 2), ""]);
    if (item instanceof RepetitionMandatory) return new Set([...body, ...concat(body, body, 2)]);
    throw new Error(`not used in this grammar: ${item.constructor.name}`);
  }

  private passFollow(items: readonly IProduction[], after: Strings): boolean {
    let grown = false;
    items.forEach((item, i) => {
      const rest = concat(this.firstOf(items.slice(i + 1)), after, 2);
      if (item instanceof NonTerminal) {
        grown = addAll(this.follow.get(item.nonTerminalName) as Set<string>, rest) || grown;
      } else if (item instanceof Alternation) {
        for (const alt of item.definition) grown = this.passFollow(bodyOf(alt), rest) || grown;
      } else if (!(item instanceof Terminal)) {
        const again = isLoop(item) ? concat(this.firstOf(bodyOf(item)), rest, 2) : new Set<string>();
        grown = this.passFollow(bodyOf(item), new Set([...rest, ...again])) || grown;
      }
    });
    return grown;
  }

  conflicts(): Conflict[] {
    const found: Conflict[] = [];
    for (const [name, rule] of Object.entries(this.rules)) {
      this.check(name, rule.definition, [], this.follow.get(name) as Set<string>, found);
    }
    return found;
  }

  private check(
    rule: string,
    items: readonly IProduction[],
    outer: readonly IProduction[],
    after: Strings,
    found: Conflict[],
  ): void {
    items.forEach((item, i) => {
      const restItems = [...items.slice(i + 1), ...outer];
      const rest = concat(this.firstOf(restItems), after, 2);
      if (item instanceof Alternation) {
        const starts = item.definition.map((alt) => this.firstOf(bodyOf(alt)));
        starts.forEach((a, x) => {
          starts.slice(x + 1).forEach((b, offset) => {
            const k = overlap(cut(a, 1), cut(b, 1)).length === 0 ? 1 : 2;
            const both = overlap(concat(a, rest, k), concat(b, rest, k));
            if (both.length > 0) found.push({ rule, place: `OR${item.idx}(${x}, ${x + 1 + offset})`, strings: both });
          });
        });
        for (const alt of item.definition) this.check(rule, bodyOf(alt), restItems, after, found);
        return;
      }
      if (item instanceof Terminal || item instanceof NonTerminal) return;
      const body = this.firstOf(bodyOf(item));
      // Chevrotain looks two ahead only where one does not decide between the body and the rest of the same rule.
      const here = this.firstOf(restItems);
      here.delete("");
      const k = overlap(cut(body, 1), cut(here, 1)).length === 0 ? 1 : 2;
      const goOn = concat(body, isLoop(item) ? new Set([...concat(body, rest, 2), ...rest]) : rest, k);
      const both = overlap(goOn, cut(rest, k));
      if (both.length > 0)
        found.push({ rule, place: `${item.constructor.name}${(item as Option).idx}`, strings: both });
      if (body.has("")) found.push({ rule, place: `${item.constructor.name}${(item as Option).idx}`, strings: [""] });
      const again = isLoop(item) ? [item, ...restItems] : restItems;
      this.check(rule, bodyOf(item), again, after, found);
    });
  }
}

type WithBody = Option | Repetition | RepetitionMandatory | Alternative;

function bodyOf(item: IProduction): readonly IProduction[] {
  if (item instanceof RepetitionWithSeparator || item instanceof RepetitionMandatoryWithSeparator) {
    throw new Error("loops with separators are not used in this grammar");
  }
  return (item as WithBody).definition;
}

function isLoop(item: IProduction): boolean {
  return item instanceof Repetition || item instanceof RepetitionMandatory;
}

/** The token and every token that is accepted in its place. */
function accepted(type: TokenType): string[] {
  return [type.name, ...(type.categoryMatches?.length ? membersOf(type) : [])];
}

let all: readonly TokenType[] = [];

/** Says which tokens there are, so that those of a category can be found. */
export function useTokens(tokens: readonly TokenType[]): void {
  all = tokens;
}

function membersOf(type: TokenType): string[] {
  return all.filter((token) => token.CATEGORIES?.includes(type)).map((token) => token.name);
}

function addAll(to: Set<string>, from: Strings): boolean {
  const before = to.size;
  for (const s of from) to.add(s);
  return to.size > before;
}

function overlap(a: Strings, b: Strings): string[] {
  return [...a].filter((s) => b.has(s));
}
