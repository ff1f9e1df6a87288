import type { EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";
import { useLang } from "../ui/i18n.js";
import { core } from "./echarts.js";

interface Props {
  readonly option: EChartsCoreOption;
  /** Pixels. */
  readonly height?: number;
  /** What it shows, for who cannot see it; the table twin has the figures. */
  readonly label: string;
}

/** One chart, as wide as its place. */
export function Chart({ option, height = 280, label }: Props) {
  const lang = useLang();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const chart = core.init(element, null, { renderer: "svg", locale: lang === "zh" ? "ZH" : "EN" });
    chart.setOption({
      animation: false,
      // By name: text is measured apart from the page, where there is nothing to inherit from.
      textStyle: { fontFamily: getComputedStyle(element).fontFamily },
      aria: { enabled: true },
      ...option,
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [option, lang]);
  return <div ref={place} role="img" aria-label={label} style={{ width: "100%", height }} />;
}
