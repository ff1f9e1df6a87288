import { useEffect, useState } from "react";
import { useLang } from "./i18n.js";

const DAY = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

interface Props {
  /** `2024-05-31`; empty: none is given. */
  readonly day: string;
  readonly change: (day: string) => void;
  /** Whether there may be none. */
  readonly blank?: boolean;
  readonly id?: string;
  readonly label?: string;
}

/**
 * A day, written as everywhere here: 2024-05-31. Taken as soon as it is one; other ways of writing it (2024/5/31) when the
 * box is left. The browser's own box for dates writes them in the order of the browser's language, not of the page's.
 */
export function DateBox({ day, change, blank = false, id, label }: Props) {
  const lang = useLang();
  const [typed, setTyped] = useState(day);
  useEffect(() => setTyped(day), [day]);
  const take = (next: string | null) => {
    if (next !== null && next !== day && (next !== "" || blank)) change(next);
  };
  return (
    <input
      id={id}
      className="date num"
      inputMode="numeric"
      maxLength={11}
      value={typed}
      placeholder={blank ? (lang === "zh" ? "年-月-日" : "YYYY-MM-DD") : undefined}
      aria-label={label}
      aria-invalid={typed === "" ? !blank : dayOf(typed) === null}
      onChange={(event) => {
        const { value } = event.target;
        setTyped(value);
        if (value === "" || dayOf(value) === value) take(value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      onBlur={() => {
        const own = dayOf(typed);
        take(own);
        setTyped(own ?? day);
      }}
    />
  );
}

/** The day as it is written here; null for what is none, such as 2024-02-30. */
function dayOf(text: string): string | null {
  const [, year, month = "", date = ""] = DAY.exec(text.normalize("NFKC").trim()) ?? [];
  if (year === undefined) return null;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}
