import { useEffect, useState } from "react";
import { runAsOf } from "../store/evaluation.js";

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** The day of the run, written as everywhere here: 2024-05-31. Taken when it is a date. */
export function AsOf({ day, label }: { readonly day: string; readonly label: string }) {
  const [typed, setTyped] = useState(day);
  useEffect(() => setTyped(day), [day]);
  return (
    <input
      className="as-of num"
      inputMode="numeric"
      maxLength={10}
      value={typed}
      aria-label={label}
      aria-invalid={!isDay(typed)}
      onChange={(e) => {
        setTyped(e.target.value);
        if (isDay(e.target.value) && e.target.value !== day) runAsOf(e.target.value);
      }}
      onBlur={() => setTyped(day)}
    />
  );
}

/** A day that the calendar has: 2024-02-30 is none. */
function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return date.toISOString().startsWith(text);
}
