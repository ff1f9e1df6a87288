import { useEffect, useRef, useState } from "react";
import type { ClauseAt, NumberAt } from "../../../../compiler/services/index.js";
import { useWork } from "../../store/state.js";
import { edit } from "../../store/text.js";
import { Slider } from "../../ui/antd.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { around, isNumber, onGrid } from "./grid.js";
import { WORDS } from "./words.js";

/** Clauses whose numbers are what an office tunes. Those of fields, citations and procedures are not. */
const TUNED = new Set(["param", "define", "benefit", "limit", "eligible"]);

/** Every number of the rules, as a box to type in and a slider; both change the text. */
export default function Numbers() {
  const t = useWords(WORDS);
  const lang = useLang();
  const clauses = useWork((s) => s.checked?.clauses ?? null);
  if (!clauses) return <p className="muted">{t("nothing")}</p>;
  return (
    <>
      <p className="muted small">{t("parametersNote")}</p>
      {clauses
        .filter((c) => TUNED.has(c.kind) && c.numbers.length > 0)
        .map((c) => (
          <fieldset key={c.index} className="numbers" data-clause={c.id}>
            <legend>{c.title[lang] || c.kind}</legend>
            {c.numbers.map((n, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the numbers of a clause are told apart by their place.
              <NumberBox key={i} clause={c} number={n} name={`${c.title[lang]} ${i + 1}`} />
            ))}
          </fieldset>
        ))}
    </>
  );
}

function NumberBox({
  clause,
  number,
  name,
}: {
  readonly clause: ClauseAt;
  readonly number: NumberAt;
  readonly name: string;
}) {
  const t = useWords(WORDS);
  const [typed, setTyped] = useState(number.value);
  const [held, setHeld] = useState<{ readonly low: number; readonly high: number; readonly places: number } | null>(
    null,
  );
  // Where the number stands now: what is typed moves its end before the text is read again.
  const place = useRef({ start: number.start, end: number.end });
  // What was read of an earlier edition is older than what is typed.
  useEffect(() => {
    const { checked, edition } = useWork.getState();
    if (checked?.edition !== edition) return;
    place.current = { start: number.start, end: number.end };
    setTyped(number.value);
  }, [number]);
  const write = (value: string, joined: boolean) => {
    if (!isNumber(value)) return;
    const { start, end } = place.current;
    edit([{ start, end, text: value }], joined);
    place.current = { start, end: start + value.length };
  };
  // While the slider is held its ends stay where they were.
  const current = isNumber(typed) ? typed : number.value;
  const grid = held ?? around(current);
  return (
    <div className="number">
      <input
        className="num"
        inputMode="decimal"
        value={typed}
        aria-label={name}
        aria-invalid={!isNumber(typed)}
        data-number={`${clause.id}.${number.start - clause.range.start}`}
        onChange={(e) => {
          setTyped(e.target.value);
          write(e.target.value, false);
        }}
        onBlur={() => !isNumber(typed) && setTyped(number.value)}
        onKeyDown={(e) => {
          if (e.key !== "ArrowUp" && e.key !== "ArrowDown") return;
          e.preventDefault();
          if (!isNumber(typed)) return;
          const next = onGrid(typed, e.key === "ArrowUp" ? 1 : -1);
          setTyped(next);
          write(next, false);
        }}
      />
      <span className="unit">{number.unit}</span>
      <Slider
        min={grid.low}
        max={grid.high}
        value={scaled(current, grid.places)}
        tooltip={{ open: false }}
        ariaLabelForHandle={t("slider", { name })}
        onChange={(value: number) => {
          const first = held === null;
          if (first) setHeld(grid);
          const next = shown(value, grid.places);
          setTyped(next);
          write(next, !first);
        }}
        onChangeComplete={() => setHeld(null)}
      />
    </div>
  );
}

/** Steps of the slider are whole: it never holds a binary fraction. */
function scaled(value: string, places: number): number {
  const [whole = "0", part = ""] = value.split(".");
  return Number(whole + part.slice(0, places).padEnd(places, "0"));
}

function shown(steps: number, places: number): string {
  if (places === 0) return String(steps);
  const digits = String(steps).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
