import type { FormPreview } from "../../../worker/results/protocol.js";

/** The first rows of a form as they will be written. */
export function Preview({ preview }: { readonly preview: FormPreview }) {
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
              {preview.headings.map((h) => (
                <th key={h} scope="col">
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
                <td key={j} className={/^-?[\d,]+(\.\d+)?$/.test(cell) ? "num" : undefined}>
                  {cell}
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
