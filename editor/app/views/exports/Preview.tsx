import type { FormPreview } from "../../../worker/results/protocol.js";

const NUMBER = /^-?[\d,]+(\.\d+)?$/;

/** 3000.00 → 3,000.00, as a spreadsheet shows it. Numbers that name something are whole and stay as they are. */
const grouped = (cell: string): string =>
  /^-?\d+\.\d\d$/.test(cell) ? cell.replace(/\B(?=(?:\d{3})+\.)/g, ",") : cell;

/** The first rows of a form as they will be written. */
export function Preview({ preview }: { readonly preview: FormPreview }) {
  const numeric = preview.headings.map((_, j) => {
    const filled = preview.rows.map((row) => row[j] ?? "").filter((cell) => cell !== "");
    return filled.length > 0 && filled.every((cell) => NUMBER.test(cell));
  });
  return (
    <div className="preview twin">
      <table>
        <caption>
          {preview.title}
          {preview.above.map((line) => (
            <div key={line} className="muted">
              {line}
            </div>
          ))}
        </caption>
        {preview.headings.length > 0 && (
          <thead>
            <tr>
              {preview.headings.map((h, j) => (
                <th key={h} scope="col" className={numeric[j] ? "num" : undefined}>
                  {h}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {preview.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a finished form do not move.
            <tr key={i}>
              {row.map((cell, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells keep their columns.
                <td key={j} className={numeric[j] ? "num" : undefined}>
                  {grouped(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {preview.below.map((line) => (
        <p key={line} className="muted">
          {line}
        </p>
      ))}
    </div>
  );
}
