/** What a symbol is on the roster at hand, in words. */
import type { Bilingual, RosterFigures } from "./data.js";

const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** Tenths of a percent, cut and not rounded: a share of 100% is all of them. */
function share(part: number, of: number): string {
  if (of === 0) return "–";
  const tenths = Number((BigInt(part) * 1000n) / BigInt(of));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

/** So many values of a list are told one by one. */
const TOLD = 8;

export function rosterWords(figures: RosterFigures): Bilingual[] {
  switch (figures.kind) {
    case "value":
      return [{ en: `On this roster: ${figures.value.en}`, zh: `本名册：${figures.value.zh}` }];
    case "values": {
      const { groups, least, most } = figures;
      return [
        {
          en: `On this roster: set for ${grouped(groups)} groups, ${least.en} to ${most.en}`,
          zh: `本名册：分 ${grouped(groups)} 处确定，${least.zh} 至 ${most.zh}`,
        },
      ];
    }
    case "holds": {
      const { rows, holds, undecided } = figures;
      const open = undecided > 0;
      return [
        {
          en: `On this roster: holds for ${grouped(holds)} of ${grouped(rows)} rows (${share(holds, rows)})${open ? `; not known for ${grouped(undecided)}` : ""}`,
          zh: `本名册：${grouped(rows)} 行中 ${grouped(holds)} 行成立（${share(holds, rows)}）${open ? `，${grouped(undecided)} 行待定` : ""}`,
        },
      ];
    }
    case "numbers": {
      const { rows, known, spread } = figures;
      const open = rows - known;
      return [
        {
          en: `On this roster: known for ${grouped(known)} of ${grouped(rows)} rows${open > 0 ? `; not known for ${grouped(open)}` : ""}`,
          zh: `本名册：${grouped(rows)} 行中 ${grouped(known)} 行已知${open > 0 ? `，${grouped(open)} 行待定` : ""}`,
        },
        ...(spread === null ? [] : [spreadWords(spread)]),
      ];
    }
    case "field":
      return fieldWords(figures);
  }
}

type Spread = NonNullable<Extract<RosterFigures, { kind: "field" | "numbers" }>["spread"]>;

const spreadWords = ({ least, median, most }: Spread): Bilingual => ({
  en: `Least ${least.en}, median ${median.en}, greatest ${most.en}`,
  zh: `最小 ${least.zh}，中位 ${median.zh}，最大 ${most.zh}`,
});

function fieldWords(figures: Extract<RosterFigures, { kind: "field" }>): Bilingual[] {
  const { rows, filled, unreadable, spread, counts, different } = figures;
  const blank = rows - filled - unreadable;
  const lines: Bilingual[] = [
    {
      en: `On this roster: ${grouped(filled)} of ${grouped(rows)} rows have a value, ${grouped(blank)} are blank${unreadable > 0 ? `, ${grouped(unreadable)} cannot be read` : ""}`,
      zh: `本名册：${grouped(rows)} 行中 ${grouped(filled)} 行有值，${grouped(blank)} 行空白${unreadable > 0 ? `，${grouped(unreadable)} 行无法读取` : ""}`,
    },
  ];
  if (spread !== null) lines.push(spreadWords(spread));
  if (counts.length > 0) {
    const first = counts.slice(0, TOLD);
    const others = counts.length - first.length;
    lines.push({
      en: `${first.map((c) => `${c.name.en} ${grouped(c.rows)}`).join(", ")}${others > 0 ? `, and ${others} other values` : ""}`,
      zh: `${first.map((c) => `${c.name.zh} ${grouped(c.rows)}`).join("，")}${others > 0 ? `，另有 ${others} 种` : ""}`,
    });
  }
  if (different !== null)
    lines.push({ en: `${grouped(different)} different values`, zh: `共 ${grouped(different)} 种不同的值` });
  return lines;
}
