/** Doubts as the page shows them. */
import { ACTIONS, type Action, type Doubt } from "../../../runtime/ingest/index.js";
import { problems } from "../problems.js";
import type { DoubtKind, DoubtTold, Offer } from "./protocol.js";

/** So many are told one by one. */
const SHOWN = 500;

const offer = (action: Action): Offer => ({ action, ...ACTIONS[action] });

/** Open ones first: when those that are shown are decided, the next ones come up. */
export function doubtsTold(doubts: readonly Doubt[]): readonly DoubtTold[] {
  const open = doubts.filter((d) => d.decision === null);
  const decided = open.length < SHOWN ? doubts.filter((d) => d.decision !== null) : [];
  return [...open, ...decided].slice(0, SHOWN).map((doubt) => {
    const { file, row, column, key, value, offers, decision } = doubt;
    const [problem] = problems([doubt.message]);
    return {
      file,
      row,
      column,
      key,
      value,
      offers: offers.map(offer),
      decision: decision?.action ?? null,
      problem: problem as DoubtTold["problem"],
    };
  });
}

export function kindsOf(doubts: readonly Doubt[]): readonly DoubtKind[] {
  return [...new Set(doubts.map((d) => d.message.code))].map((code) => {
    const all = doubts.filter((d) => d.message.code === code);
    const [first] = all as [Doubt, ...Doubt[]];
    const [problem] = problems([first.message]);
    const common = first.offers.filter((a) => a !== "correct" && all.every((d) => d.offers.includes(a)));
    return {
      code,
      title: { zh: problem?.texts.zh.title ?? code, en: problem?.texts.en.title ?? code },
      open: all.filter((d) => d.decision === null).length,
      offers: common.map(offer),
    };
  });
}
