export const WORDS = {
  refused: {
    zh: "这次测算没有进行，所以没有金额。原因如下。",
    en: "The run did not take place, and so there are no amounts. The reasons:",
  },
  assume: { zh: "核定金额的假设", en: "What to assume for entered amounts" },
  assumeNote: {
    zh: "这些项目的金额由人工核定，名册里还没有核定金额一列。可以先作假设测算；有了核定金额的名册读入后，以名册为准。",
    en: "The amounts of these benefits are entered by a person, and the roster has no column of them yet. They can be assumed for now; once a roster with the column is read, the roster counts.",
  },
  none: { zh: "不作假设", en: "no assumption" },
  ceiling: { zh: "按上限", en: "the ceiling" },
  floor: { zh: "按下限", en: "the floor" },
  percent: { zh: "按上限的百分比", en: "a share of the ceiling" },
  history: { zh: "按上次发放额", en: "what was paid last time" },
  percentOf: { zh: "“{name}”按上限的百分之几", en: "Percent of the ceiling of {name}" },
  badPercent: { zh: "应是 0 到 100 的数", en: "a number from 0 to 100 is expected" },
} as const;
