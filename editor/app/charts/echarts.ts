/** The parts of echarts that the charts use, drawn as SVG with words in the page's language. */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as core from "echarts/core";
import en from "echarts/i18n/langEN-obj.js";
import zh from "echarts/i18n/langZH-obj.js";
import { SVGRenderer } from "echarts/renderers";

core.use([
  BarChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
]);
core.registerLocale("ZH", zh);
core.registerLocale("EN", en);

export { core };
