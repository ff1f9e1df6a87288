/**
 * What could stand where a parse failed, read from the grammar itself: an Earley recogniser over the parser's own
 * productions. It is only run on a clause that has failed, to find the first token that no reading allows and everything
 * that would have been allowed in its place.
 */
import {
  Alternation,
  Alternative,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  type Rule,
  Terminal,
  type TokenType,
} from "chevrotain";
import type { Token } from "./token-types.js";

type Symbol = TokenType | string;

export interface Failure {
  /** Index of the first token that cannot stand where it does; the number of tokens if the clause ends too early. */
  readonly index: number;
  /** Token types that can, those that continue something begun first. */
  readonly expected: readonly TokenType[];
}

/** Longer clauses are not looked at: the parser's own report must do. */
const TOKEN_LIMIT = 4000;

export class Expectations {
  private readonly productions = new Map<string, Symbol[][]>();
  private readonly nullable = new Set<string>();

  constructor(rules: Readonly<Record<string, Rule>>) {
    for (const [name, rule] of Object.entries(rules))
      this.productions.set(name, [this.sequence(name, rule.definition)]);
    for (let grown = true; grown; ) {
      grown = false;
      for (const [name, alternatives] of this.productions) {
        if (this.nullable.has(name)) continue;
        if (!alternatives.some((symbols) => symbols.every((s) => typeof s === "string" && this.nullable.has(s))))
          continue;
        this.nullable.add(name);
        grown = true;
      }
    }
  }

  /** Options and loops become rules of their own; loops recur on the left, which keeps the recogniser linear. */
  private sequence(owner: string, items: readonly IProduction[]): Symbol[] {
    return items.map((item, i) => {
      if (item instanceof Terminal) return item.terminalType;
      if (item instanceof NonTerminal) return item.nonTerminalName;
      const name = `${owner}/${i}`;
      if (item instanceof Alternation) {
        this.productions.set(
          name,
          item.definition.map((alt, j) => this.sequence(`${name}.${j}`, bodyOf(alt))),
        );
        return name;
      }
      const body = this.sequence(`${name}*`, bodyOf(item));
      if (item instanceof Option) this.productions.set(name, [body, []]);
      else if (item instanceof Repetition) this.productions.set(name, [[name, ...body], []]);
      else this.productions.set(name, [[name, ...body], body]);
      return name;
    });
  }

  /** Where `tokens` leave the rule, and what the rule asks for there; null if they are too many to look at. */
  failure(rule: string, tokens: readonly Token[]): Failure | null {
    if (tokens.length > TOKEN_LIMIT) return null;
    const chart: Item[][] = [];
    let kernel: Item[] = (this.productions.get(rule) ?? []).map((symbols) => ({ rule, symbols, dot: 0, origin: 0 }));
    for (let at = 0; ; at += 1) {
      const items = this.close(kernel, at, chart);
      chart.push(items);
      const token = tokens[at];
      kernel = [];
      const wanted: TokenType[] = [];
      for (const item of items) {
        const next = item.symbols[item.dot];
        if (next === undefined || typeof next === "string") continue;
        wanted.push(next);
        if (token && accepts(next, token.tokenType)) kernel.push({ ...item, dot: item.dot + 1 });
      }
      if (token === undefined || kernel.length === 0) return { index: at, expected: [...new Set(wanted)] };
    }
  }

  private close(kernel: readonly Item[], at: number, chart: readonly Item[][]): Item[] {
    const items: Item[] = [];
    const seen = new Map<Symbol[], Set<number>>();
    const add = (item: Item) => {
      const keys = seen.get(item.symbols) ?? new Set<number>();
      const key = item.dot + item.origin * 64;
      if (keys.has(key)) return;
      keys.add(key);
      seen.set(item.symbols, keys);
      items.push(item);
    };
    for (const item of kernel) add(item);
    for (let i = 0; i < items.length; i += 1) {
      const item = items[i] as Item;
      const next = item.symbols[item.dot];
      if (typeof next === "string") {
        for (const symbols of this.productions.get(next) ?? []) add({ rule: next, symbols, dot: 0, origin: at });
        if (this.nullable.has(next)) add({ ...item, dot: item.dot + 1 });
      } else if (next === undefined) {
        const waiting = item.origin === at ? items : (chart[item.origin] ?? []);
        for (const parent of [...waiting]) {
          if (parent.symbols[parent.dot] === item.rule) add({ ...parent, dot: parent.dot + 1 });
        }
      }
    }
    return items;
  }
}

/** The productions inside an alternative, an option or a loop. */
function bodyOf(item: IProduction): readonly IProduction[] {
  if (
    item instanceof Alternative ||
    item instanceof Option ||
    item instanceof Repetition ||
    item instanceof RepetitionMandatory
  ) {
    return (item as { readonly definition: readonly IProduction[] }).definition;
  }
  throw new Error("a kind of production that this grammar does not use");
}

interface Item {
  readonly rule: string;
  readonly symbols: Symbol[];
  readonly dot: number;
  readonly origin: number;
}

function accepts(wanted: TokenType, found: TokenType): boolean {
  return wanted === found || (found.CATEGORIES?.includes(wanted) ?? false);
}
