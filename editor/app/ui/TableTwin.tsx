import type { ReactNode } from "react";

export interface TwinColumn {
  readonly key: string;
  readonly title: string;
  /** Numbers stand on the right, digits aligned. */
  readonly numeric?: boolean;
}

interface Props {
  readonly caption: string;
  readonly columns: readonly TwinColumn[];
  readonly rows: readonly Readonly<Record<string, ReactNode>>[];
  /** The last row sums the others. */
  readonly total?: Readonly<Record<string, ReactNode>>;
}

/** The plain table of what a chart shows: the same figures, for reading, copying and screen readers. */
export function TableTwin({ caption, columns, rows, total }: Props) {
  const cells = (row: Readonly<Record<string, ReactNode>>) =>
    columns.map((c, i) =>
      i === 0 ? (
        <th key={c.key} scope="row">
          {row[c.key]}
        </th>
      ) : (
        <td key={c.key} className={c.numeric ? "num" : undefined}>
          {row[c.key]}
        </td>
      ),
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too.
    <section className="twin" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={c.numeric ? "num" : undefined}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a finished table do not move.
            <tr key={i}>{cells(row)}</tr>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr>{cells(total)}</tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
