import { useId, useRef } from "react";
import { Button } from "./antd.js";
import { useWords } from "./i18n.js";

const WORDS = {
  choose: { zh: "选择文件", en: "Choose a file" },
  none: { zh: "未选择", en: "none chosen" },
  clear: { zh: "清除", en: "Clear" },
} as const;

interface Props {
  /** Of the box that takes the file. */
  readonly id: string;
  readonly label: string;
  /** As the browser's own box takes it: `.csv,.txt` */
  readonly accept: string;
  readonly file: File | null;
  readonly choose: (file: File | null) => void;
}

/** One file, which need not be chosen. The browser's own box speaks the browser's language, so it works unseen. */
export function FileChoice({ id, label, accept, file, choose }: Props) {
  const t = useWords(WORDS);
  const own = useId();
  const box = useRef<HTMLInputElement>(null);
  return (
    <fieldset className="file-choice" aria-labelledby={own}>
      <span id={own}>{label}</span>
      <input
        ref={box}
        id={id}
        className="unseen"
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          choose(event.currentTarget.files?.[0] ?? null);
          // So that the same file, changed meanwhile, can be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <Button size="small" aria-describedby={own} onClick={() => box.current?.click()}>
        {t("choose")}
      </Button>
      <span className="muted" role="status">
        {file?.name ?? t("none")}
      </span>
      {file ? (
        <Button size="small" aria-describedby={own} onClick={() => choose(null)}>
          {t("clear")}
        </Button>
      ) : null}
    </fieldset>
  );
}
