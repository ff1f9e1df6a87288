export const WORDS = {
  none: { zh: "还没有测算结果。", en: "Nothing has been worked out yet." },
  noQuestions: { zh: "这份政策没有待定的口径。", en: "This policy has no open readings." },
  about: {
    zh: "文件中可以有两种读法的地方。每种读法都与现行口径分别测算，列出差额和受影响的户数。",
    en: "Where the document can be read in two ways. Each reading is worked out beside the one taken.",
  },
  reading: { zh: "读法", en: "Reading" },
  taken: { zh: "现行口径", en: "taken" },
  amount: { zh: "总额（元）", en: "Total (yuan)" },
  difference: { zh: "差额（元）", en: "Difference (yuan)" },
  affected: { zh: "受影响（户）", en: "Affected" },
  onBound: { zh: "正好在界上（户）", en: "Exactly on the bound" },
  take: { zh: "采用", en: "Take" },
  price: { zh: "重新测算", en: "Work out again" },
} as const;
