export const WORDS = {
  empty: { zh: "还没有能读懂的条款。", en: "There is no clause yet that can be read." },
  number: { zh: "改这个数：{value}", en: "Change this number: {value}" },
  toText: { zh: "看文本", en: "Show in the text" },
  notNumber: {
    zh: "这里要填一个数，如 300 或 0.5。原数没有改动。",
    en: "A number is wanted here, such as 300 or 0.5. The old one stands.",
  },
} as const;
