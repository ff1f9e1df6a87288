/** The bench rule in the language, compiled. */
import { compile, EMPTY_LIBRARY } from "../../../compiler/index.js";
import type { Policy } from "../../../compiler/ir/types.js";
import type { Rates } from "./expected.js";

export const PEOPLE = `vocabulary people
entity household
  - id: text, key
  - town: text
  - kind: one of (lifted, monitored, ordinary)
  - able: yes/no
  - willing: yes/no
  - grain_area: mu, 0 mu to 100 mu, blank means 0 mu
  - crop_area: mu, 0 mu to 100 mu, blank means 0 mu
  - pigs: head, blank means 0 head
  - sows: head, blank means 0 head
  - cattle: head, blank means 0 head
  - sheep: animal, blank means 0 animal
  - pond: mu, blank means 0 mu
  - poultry_cost: yuan, blank means 0 yuan
`;

const text = ({ grain, crop }: Rates) => `policy rule "The bench rule"
  version "1"
  in force 2024-01-01 to 2024-12-31
  uses people
  round half up to 0.01 yuan

for each household
eligible when kind is one of (lifted, monitored) and able and willing

benefit grain
  when grain_area at least 5 mu
  pay ${grain} yuan per mu of grain_area
benefit cash_crop
  when crop_area at least 5 mu
  pay ${crop} yuan per mu of crop_area
benefit livestock
  (any of
    - pigs at least 6 head
    - sows more than 3 head
    - cattle at least 1 head
    - sheep at least 4 animal
    - pond at least 3 mu
  ) → up to 3000 yuan
benefit poultry
  when poultry_cost more than 0 yuan
  pay poultry_cost up to 3000 yuan
limit cap
  all benefits per household up to 3000 yuan
`;

export const AS_OF = "2024-05-31";

export function compiledRule(rates: Rates): Policy {
  const library = { ...EMPTY_LIBRARY, vocabulary: () => ({ path: "people.policy", text: PEOPLE }) };
  const { policy, diagnostics } = compile({ path: "rule.policy", text: text(rates) }, library);
  if (policy === null) throw new Error(diagnostics.map((d) => `${d.code} ${JSON.stringify(d.params)}`).join("\n"));
  return policy;
}
