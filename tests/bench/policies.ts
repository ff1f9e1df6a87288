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

/** Seven lines with the empty one. */
function clauses(i: number): string {
  return `define herd_${i} = pigs at least ${(i % 9) + 1} head or cattle at least ${(i % 3) + 1} head
benefit crop_${i} "Crop ${i}"
  when area at least ${(i % 7) + 1} mu
  pay ${(i % 50) + 100} yuan per mu of area up to ${2000 + i} yuan
benefit stock_${i} "Stock ${i}"
  when herd_${i} → ${500 + i} yuan

`;
}

const LINES = 7;
const CLAUSES = 3;

export function policyOfLines(lines: number): string {
  return HEAD + Array.from({ length: Math.ceil((lines - 9) / LINES) }, (_, i) => clauses(i)).join("");
}

export function policyOfClauses(count: number): string {
  return HEAD + Array.from({ length: Math.ceil((count - 2) / CLAUSES) }, (_, i) => clauses(i)).join("");
}
