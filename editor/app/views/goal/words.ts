export const WORDS = {
  none: { zh: "还没有测算结果。", en: "Nothing has been worked out yet." },
  about: {
    zh: "给定总额，求某个数取多少；结果作为一处修改，采用后可以撤销。",
    en: "Given a total, which value meets it. The answer is a change to accept, and accepting it can be undone.",
  },
  number: { zh: "求哪个数", en: "Which number" },
  total: { zh: "目标总额（元）", en: "Total to meet (yuan)" },
  seek: { zh: "求解", en: "Look for it" },
  cancel: { zh: "停止", en: "Stop" },
  badTotal: { zh: "请填一个金额，如 3000000。", en: "Type an amount, such as 3000000." },
  answer: {
    zh: "取 {value} 时总额为 {total} 元，不超过目标",
    en: "At {value} the total is {total} yuan, within the mark",
  },
  exact: { zh: "取 {value} 时总额正好为 {total} 元", en: "At {value} the total is exactly {total} yuan" },
  noAnswer: {
    zh: "没有一个取值能达到目标；最接近的是 {value}，总额 {total} 元",
    en: "No value meets it. The nearest is {value}, with {total} yuan",
  },
  accept: { zh: "采用", en: "Accept" },
  accepted: { zh: "已写入文本，可以撤销。", en: "Written into the text; it can be undone." },
  byHand: {
    zh: "这个数在文本里不能自动改写，请在文本中修改。",
    en: "The text writes this number in a way that is changed by hand.",
  },
  crossings: {
    zh: "总额在这些取值处越过目标（逐点查找，共试 {runs} 次）",
    en: "The total passes the mark at these values (looked at one by one, {runs} runs)",
  },
  value: { zh: "取值", en: "Value" },
  amount: { zh: "总额（元）", en: "Total (yuan)" },
  swings: { zh: "各参数上下浮动 10% 的影响", en: "Each parameter 10% up and down" },
  work: { zh: "测算浮动影响", en: "Work it out" },
  parameter: { zh: "参数", en: "Parameter" },
  down: { zh: "下调", en: "Down" },
  up: { zh: "上调", en: "Up" },
  outside: { zh: "超出范围", en: "out of bounds" },
} as const;
