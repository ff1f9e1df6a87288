/** publicodes: the rule in its language, one situation for each household. */
import Publicodes from "publicodes";
import type { Rates } from "../rule/expected.js";
import { answerOf, fenOf, objectsOf } from "./answer.js";
import type { Engine } from "./engine.js";

const facts = [
  "able",
  "willing",
  "kind",
  "grain area",
  "crop area",
  "pigs",
  "sows",
  "cattle",
  "sheep",
  "pond",
  "poultry cost",
  "approved",
] as const;

function rules({ grain, crop }: Rates) {
  const land = (area: string, rate: string) => ({
    variations: [{ si: `${area} >= 5`, alors: { valeur: `${area} * ${rate}`, arrondi: "2 décimales" } }, { sinon: 0 }],
  });
  const names = { kind: "'ordinary'", able: "non", willing: "non" } as const;
  return {
    ...Object.fromEntries(facts.map((name) => [name, { valeur: names[name as keyof typeof names] ?? 0 }])),
    may: {
      "toutes ces conditions": [
        { "une de ces conditions": ["kind = 'lifted'", "kind = 'monitored'"] },
        "able",
        "willing",
      ],
    },
    herd: { "une de ces conditions": ["pigs >= 6", "sows > 3", "cattle >= 1", "sheep >= 4", "pond >= 3"] },
    grain: land("grain area", grain),
    crop: land("crop area", crop),
    stock: { variations: [{ si: "herd", alors: { valeur: "approved", plafond: 3000 } }, { sinon: 0 }] },
    poultry: { valeur: "poultry cost", plafond: 3000 },
    net: {
      variations: [{ si: "may", alors: { somme: ["grain", "crop", "stock", "poultry"], plafond: 3000 } }, { sinon: 0 }],
    },
  };
}

export const publicodes: Engine = {
  name: "publicodes",
  most: 1000,
  prepare: (h, rates) => {
    const objects = objectsOf(h);
    const engine = new Publicodes<string>(rules(rates), { logger: { log: () => {}, warn: () => {}, error: () => {} } });
    const yes = (value: boolean) => (value ? "oui" : "non");
    function nets(): Int32Array {
      const out = new Int32Array(h.rows);
      for (const [row, household] of objects.entries()) {
        const { able, willing, kind } = household;
        engine.setSituation({
          able: yes(able),
          willing: yes(willing),
          kind: `'${kind}'`,
          "grain area": household.grain_area,
          "crop area": household.crop_area,
          pigs: household.pigs,
          sows: household.sows,
          cattle: household.cattle,
          sheep: household.sheep,
          pond: household.pond,
          "poultry cost": household.poultry_cost,
          approved: household.approved,
        });
        out[row] = fenOf(Number(engine.evaluate("net").nodeValue));
      }
      return out;
    }
    return { run: () => answerOf(h, nets()), nets };
  },
};
