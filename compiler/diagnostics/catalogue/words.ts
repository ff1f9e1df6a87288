/** The same thing named in both languages, as a parameter of a message. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** A named thing and its value, already in the unit in which it is shown. */
export interface Fact {
  readonly name: Words;
  readonly value: Words;
}

export function list(items: readonly Words[], joinEn = ", ", joinZh = "、"): Words {
  return { en: items.map((i) => i.en).join(joinEn), zh: items.map((i) => i.zh).join(joinZh) };
}

/** `pigs 6 head, able yes` / `生猪 6头，有劳动力 是` */
export function facts(all: readonly Fact[]): Words {
  return list(
    all.map((f) => ({ en: `${f.name.en} ${f.value.en}`, zh: `${f.name.zh} ${f.value.zh}` })),
    ", ",
    "，",
  );
}

/** With a capital, where a name begins an English sentence. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
