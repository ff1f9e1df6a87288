export const KEEP_WORDS = {
  keep: { zh: "在本机浏览器中保存这份名册", en: "Keep this roster in this browser" },
  where: {
    zh: "不勾选时，名册只在内存中，关闭页面即清除。勾选后存放在这台电脑上这个浏览器的专用文件区，不上传，不离开本机；下次打开页面时可以直接打开，连同字段对应和疑点的处理结果。",
    en: "Unless this is ticked, the roster is in memory only and gone when the page is closed. Kept, it lies in this browser's private file area on this computer; it is not sent anywhere and does not leave the machine. Next time it can be opened at once, with its headings and the decisions on its doubts.",
  },
  private: {
    zh: "凡能使用这台电脑上这个浏览器账户的人，都能打开保存的名册；其中包括隐私字段（{names}）。公用电脑上请不要保存。",
    en: "Whoever can use this browser account on this computer can open what is kept, private fields ({names}) included. Do not keep it on a shared computer.",
  },
  others: {
    zh: "凡能使用这台电脑上这个浏览器账户的人，都能打开保存的名册。公用电脑上请不要保存。",
    en: "Whoever can use this browser account on this computer can open what is kept. Do not keep it on a shared computer.",
  },
  kept: {
    zh: "已保存，占用 {size}。取消勾选即删除；清除浏览器的网站数据时也会一并删除，原始文件请另行留存。",
    en: "Kept; it takes {size}. Unticking deletes it, and so does clearing the browser's site data: keep the original files too.",
  },
  file: { zh: "存为文件（Parquet）", en: "Save to a file (Parquet)" },
  fileNote: {
    zh: "文件含隐私字段，请妥善保管；以后读入这个文件，不必再对应字段。",
    en: "The file holds the private fields; keep it with care. Reading it later asks nothing about headings.",
  },
} as const;
