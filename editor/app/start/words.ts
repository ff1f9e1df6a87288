export const WORDS = {
  title: { zh: "分 Fen", en: "Fen 分" },
  subtitle: {
    zh: "写下补贴规则，同时看到要花多少钱，精确到分",
    en: "Write benefit rules and see what they cost, exact to the fen",
  },
  samples: { zh: "打开示例", en: "Open an example" },
  samplesNote: {
    zh: "示例附带合成花名册（{n} 户，均为虚构），打开即可看到测算结果。",
    en: "Each comes with a synthetic roster ({n} households, all invented) and shows its budget at once.",
  },
  fresh: { zh: "新建", en: "New" },
  freshNote: { zh: "从一条最简单的规则开始", en: "Begin with one simple rule" },
  open: { zh: "打开文件", en: "Open a file" },
  openNote: {
    zh: "本机上的 .policy 文件；词表、原文可一并选上，也可以把文件拖到这里",
    en: "A .policy file on this machine, with its vocabularies and source document; files can be dropped here too",
  },
  lost: { zh: "有没存为文件的草稿", en: "There are drafts that were not saved to a file" },
  lostItem: { zh: "{name}，{when} 的草稿", en: "{name}, draft of {when}" },
  recover: { zh: "恢复", en: "Restore" },
  discard: { zh: "丢弃", en: "Discard" },
  changes: { zh: "查看改动", en: "Show the changes" },
  hideChanges: { zh: "收起改动", en: "Hide the changes" },
  keptNote: {
    zh: "打开时连同当时的政策文本一起打开；有草稿的，打开草稿。名册只保存在这台电脑的这个浏览器中。",
    en: "Each is opened with its policy, as it stood then or as its draft. They are kept in this browser on this computer only.",
  },
  local: {
    zh: "所有内容只在这台电脑的浏览器里处理，不上传，不联网。",
    en: "Everything stays in this browser on this computer: nothing is sent anywhere.",
  },
  language: { zh: "English", en: "中文" },
} as const;
