export const WORDS = {
  text: {
    zh: "政策文本。按 Ctrl+M 后，Tab 键移出编辑区",
    en: "Policy text. After Ctrl+M, Tab leaves the editor",
  },
  hint: { zh: "提示：", en: "Hint: " },
} as const;
