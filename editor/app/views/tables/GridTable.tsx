import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import type { Grid } from "../../../../compiler/services/index.js";
import { reveal } from "../../store/navigation.js";
import { tell, tellFault } from "../../store/notices.js";
import { useWork } from "../../store/state.js";
import { edit } from "../../store/text.js";
import { language } from "../../store/workers.js";
import { useLang, useWords } from "../../ui/i18n.js";
import { asBlock, asText } from "./block.js";
import { WORDS } from "./words.js";

interface Props {
  readonly grid: Grid;
  /** Place among the grids of the text. */
  readonly place: number;
  /** Whether the grid is that of the text as it stands. */
  readonly settled: boolean;
}

interface At {
  readonly row: number;
  readonly column: number;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One grid with the keys of a spreadsheet. The cell at hand has the keyboard; Shift and arrows widen what is copied. */
export function GridTable({ grid, place, settled }: Props) {
  const t = useWords(WORDS);
  const lang = useLang();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<At>({ row: 0, column: 0 });
  const [to, setTo] = useState<At>({ row: 0, column: 0 });
  const [typing, setTyping] = useState<string | null>(null);

  const focus = (row: number, column: number) => {
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`);
    cell?.focus();
  };
  const move = (row: number, column: number, widen = false) => {
    const next = {
      row: Math.max(0, Math.min(grid.rows.length - 1, row)),
      column: Math.max(0, Math.min(grid.columns.length - 1, column)),
    };
    setTo(next);
    if (widen) return;
    setAt(next);
    focus(next.row, next.column);
  };
  const put = async (from: At, block: readonly (readonly string[])[]) => {
    const { document } = useWork.getState();
    if (document === null || !settled) return;
    try {
      const change = await language().paste(document, place, from.row, from.column, block);
      if (change === null || useWork.getState().document?.text !== document.text) return;
      if (change.kind === "refused") tell("warning", change.why);
      else edit(change.edits);
    } catch (error) {
      tellFault(error);
    }
  };
  const finish = (text: string, then: At) => {
    setTyping(null);
    const old = grid.rows[at.row]?.cells[at.column]?.text ?? "";
    if (text !== old) void put(at, [[text]]);
    move(then.row, then.column);
  };
  const onKey = (event: KeyboardEvent) => {
    if (typing !== null || event.nativeEvent.isComposing) return;
    const step = STEPS[event.key];
    const here = event.shiftKey ? to : at;
    if (step) {
      event.preventDefault();
      move(here.row + step[0], here.column + step[1], event.shiftKey);
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      setTyping(grid.rows[at.row]?.cells[at.column]?.text ?? "");
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      setTyping(event.key);
    }
  };
  const bounds = {
    top: Math.min(at.row, to.row),
    bottom: Math.max(at.row, to.row),
    left: Math.min(at.column, to.column),
    right: Math.max(at.column, to.column),
  };
  const chosen = (row: number, column: number) =>
    row >= bounds.top && row <= bounds.bottom && column >= bounds.left && column <= bounds.right;
  const onCopy = (event: ClipboardEvent) => {
    if (typing !== null) return;
    event.preventDefault();
    const rows = grid.rows.slice(bounds.top, bounds.bottom + 1);
    const block = rows.map((r) => r.cells.slice(bounds.left, bounds.right + 1).map((c) => c.text));
    event.clipboardData.setData("text/plain", asText(block));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (typing !== null) return;
    event.preventDefault();
    void put({ row: bounds.top, column: bounds.left }, asBlock(event.clipboardData.getData("text/plain")));
  };
  return (
    <section data-grid={grid.id === "" ? "rates" : grid.id}>
      <h3>
        {grid.title[lang]}{" "}
        <button type="button" className="link" onClick={() => reveal(grid.range)}>
          {t("toText")}
        </button>
      </h3>
      <table
        ref={table}
        className="grid"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table is what a grid is made of.
        role="grid"
        aria-label={grid.title[lang]}
        onKeyDown={onKey}
        onCopy={onCopy}
        onPaste={onPaste}
      >
        <thead>
          <tr>
            {grid.columns.map((c) => (
              <th key={c.zh} scope="col">
                {c[lang]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((r, row) => (
            <tr key={r.range.start}>
              {r.cells.map((cell, column) => {
                const own = at.row === row && at.column === column;
                return (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells keep their columns.
                    key={column}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells take the keyboard.
                    role="gridcell"
                    data-cell={`${row} ${column}`}
                    data-kind={cell.kind}
                    aria-selected={chosen(row, column)}
                    tabIndex={own ? 0 : -1}
                    onMouseDown={(event) => {
                      if (typing === null) move(row, column, event.shiftKey);
                    }}
                    onDoubleClick={() => setTyping(cell.text)}
                  >
                    {own && typing !== null ? (
                      <CellInput
                        start={typing}
                        label={cell.text}
                        finish={finish}
                        leave={() => setTyping(null)}
                        at={at}
                      />
                    ) : (
                      cell.text
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface InputProps {
  readonly start: string;
  readonly label: string;
  readonly at: At;
  readonly finish: (text: string, then: At) => void;
  readonly leave: () => void;
}

function CellInput({ start, label, at, finish, leave }: InputProps) {
  const done = useRef(false);
  const end = (text: string, then: At) => {
    if (done.current) return;
    done.current = true;
    finish(text, then);
  };
  return (
    <input
      ref={(input) => input?.focus()}
      defaultValue={start}
      aria-label={label}
      onBlur={(event) => end(event.currentTarget.value, at)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        const { value } = event.currentTarget;
        if (event.key === "Enter") end(value, { row: at.row + 1, column: at.column });
        else if (event.key === "Tab") {
          event.preventDefault();
          end(value, { row: at.row, column: at.column + (event.shiftKey ? -1 : 1) });
        } else if (event.key === "Escape") {
          done.current = true;
          leave();
        }
      }}
    />
  );
}
