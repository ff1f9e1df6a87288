export const WORDS = {
  none: {
    zh: "这份政策没有写“原文”。写上原文的文件名并把文件放在旁边，这里会显示原文，引文与条款相互对应。",
    en: "This policy names no source document. Name one and open it beside: it is shown here with each quotation beside its clause.",
  },
  missing: { zh: "找不到原文“{name}”。", en: "The source document `{name}` is not at hand." },
  open: { zh: "打开原文", en: "Open the document" },
  quotation: { zh: "依据 {where}，看条款", en: "cited as {where}: show the clause" },
} as const;
