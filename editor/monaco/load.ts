/** Loads Monaco when it is first wanted, in the language of the interface. */
export type Monaco = typeof import("./setup.js");

let loading: Promise<Monaco> | null = null;

export function loadMonaco(lang: "zh" | "en"): Promise<Monaco> {
  loading ??= (async () => {
    if (lang === "zh") await import("monaco-editor/nls/lang/zh-cn");
    return import("./setup.js");
  })();
  return loading;
}
