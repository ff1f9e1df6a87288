import type { Table, TableColumn } from "../../runtime/table.js";

/** Policies of any length, each clause of a kind that real documents have. */
export const VOCABULARY = `vocabulary people/人口
entity household/户
  - id/户编号: text, key
  - town/乡镇: text
  - able/有劳动力: yes/no
  - area/面积: mu, 0 mu to 1000 mu, blank means 0 mu
  - pigs/生猪: head, 0 head to 1000 head, blank means 0 head
  - cattle/牛: head, 0 head to 1000 head, blank means 0 head
`;

const HEAD = `policy long/长政策 "A long policy"
  version "1"
  in force 2024-01-01 to 2024-12-31
  uses people
  round half up to 0.01 yuan

for each household
eligible when able

`;

/** Seven lines with the empty one. `more` is added to its amounts. */
function clauses(i: number, more = 0): string {
  return `define herd_${i} = pigs at least ${(i % 9) + 1} head or cattle at least ${(i % 3) + 1} head
benefit crop_${i} "Crop ${i}"
  when area at least ${(i % 7) + 1} mu
  pay ${(i % 50) + 100 + more} yuan per mu of area up to ${2000 + i + more} yuan
benefit stock_${i} "Stock ${i}"
  when herd_${i} → ${500 + i + more} yuan

`;
}

const LINES = 7;
const CLAUSES = 3;

export function policyOfLines(lines: number): string {
  return HEAD + Array.from({ length: Math.ceil((lines - 9) / LINES) }, (_, i) => clauses(i)).join("");
}

/** With another `more` every benefit is another. */
export function policyOfClauses(count: number, more = 0): string {
  return HEAD + Array.from({ length: Math.ceil((count - 2) / CLAUSES) }, (_, i) => clauses(i, more)).join("");
}

/** Thirty benefits on sixty conditions, say: each benefit asks for several of them, and one limit holds over all. */
export function policyOfConditions(conditions: number, benefits: number): string {
  const facts = (i: number) =>
    [
      `area at least ${(i % 15) + 1}.5 mu`,
      `pigs more than ${i % 19} head`,
      `cattle at most ${i % 5} head`,
      `area under ${(i % 12) + 6} mu`,
    ][i % 4];
  const defined = Array.from({ length: conditions }, (_, i) => `define c_${i} = ${facts(i)}\n`).join("");
  const paid = Array.from(
    { length: benefits },
    (_, i) => `benefit b_${i} "Benefit ${i}"
  when c_${(i * 2) % conditions} and (c_${(i * 2 + 1) % conditions} or c_${(i * 7 + 3) % conditions})
  pay ${(i % 50) + 100}.5 yuan per mu of area up to ${1000 + 50 * i} yuan
`,
  ).join("");
  return `${HEAD}${defined}\n${paid}\nlimit cap\n  all benefits per household up to 20000 yuan\n`;
}

/** Households of that vocabulary, mixed: below, on and above the bounds. */
export function tableOfPeople(rows: number): Table {
  const cells = (of: (row: number) => number) => Int32Array.from({ length: rows }, (_, row) => of(row));
  const number = (scale: bigint, of: (row: number) => number): TableColumn => ({
    presence: null,
    kind: "number",
    scale,
    values: cells(of),
  });
  return {
    entities: {
      household: {
        rows,
        keys: Array.from({ length: rows }, (_, row) => String(row)),
        parents: null,
        orphans: new Map(),
        columns: {
          town: {
            presence: null,
            kind: "text",
            codes: Uint8Array.from({ length: rows }, (_, row) => row % 21),
            texts: Array.from({ length: 21 }, (_, i) => `town ${i}`),
          },
          able: {
            presence: null,
            kind: "bool",
            values: Uint8Array.from({ length: rows }, (_, row) => (row % 7 === 3 ? 0 : 1)),
          },
          area: number(100n, (row) => (row * 373) % 2000),
          pigs: number(1n, (row) => (row * 7) % 21),
          cattle: number(1n, (row) => (row * 5) % 6),
        },
      },
    },
  };
}
