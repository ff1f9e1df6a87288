import { Chart } from "../charts/Chart.js";
import type { Figure } from "../charts/figure.js";
import { ChartCard } from "../ui/ChartCard.js";
import { TableTwin } from "../ui/TableTwin.js";

/** A figure with its table twin. */
export function FigureCard({ figure, height = 280 }: { readonly figure: Figure; readonly height?: number }) {
  return (
    <ChartCard
      title={figure.title}
      chart={<Chart option={figure.option} label={figure.title} height={height} />}
      table={<TableTwin caption={figure.title} columns={figure.columns} rows={figure.rows} />}
    />
  );
}
