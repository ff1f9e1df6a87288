/** 2xxx: names and files. */
import { type Entry, entry } from "../entry.js";

export const names = {
  P2001: entry<{ name: string; near: readonly string[] }>({
    severity: "error",
    title: { en: () => "Unknown name", zh: () => "名称未定义" },
    body: {
      en: (p) => `\`${p.name}\` is neither declared in this policy nor in the vocabularies it uses.`,
      zh: (p) => `本政策及其所用词表中都没有“${p.name}”。`,
    },
    hint: {
      en: (p) =>
        p.near.length > 0 ? `Did you mean ${p.near.map((n) => `\`${n}\``).join(" or ")}?` : "Declare it, or name the vocabulary it is from in `uses`.",
      zh: (p) => (p.near.length > 0 ? `是否指${p.near.map((n) => `“${n}”`).join("或")}？` : "请先定义，或在“使用”中写明所在词表。"),
    },
  }),
} satisfies Record<`P2${string}`, Entry<never>>;
