export const WORDS = {
  empty: {
    zh: "这份政策没有可以列成表的条款。分档、标准和参数会显示在这里。",
    en: "This policy has no clause that makes a table. Tiers, rates and parameters stand here.",
  },
  toText: { zh: "看文本", en: "Show in the text" },
  help: {
    zh: "方向键移动，回车或直接输入修改，Esc 放弃，Ctrl+C / Ctrl+V 成块复制粘贴。",
    en: "Arrow keys move, Enter or typing changes a cell, Esc gives up, Ctrl+C and Ctrl+V copy and paste blocks.",
  },
} as const;
