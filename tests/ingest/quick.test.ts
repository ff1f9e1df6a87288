/** Rows taken column by column and rows read one by one: the same table, the same doubts, the same refusals in the same order. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { unitWords } from "../../cli/io/units.js";
import type { ReadOptions, readTable, SourceFile } from "../../runtime/ingest/index.js";
import { demoPolicy, plain, source } from "./support.js";

type Read = typeof readTable;

async function readers(): Promise<{ readonly quick: Read; readonly single: Read; readonly count: () => number }> {
  let taken = 0;
  const quick = "../../runtime/ingest/quick.js";
  type Module = typeof import("../../runtime/ingest/quick.js");
  const load = async (change: (real: Module) => Partial<Module>): Promise<Read> => {
    vi.resetModules();
    vi.doMock(quick, async (original) => {
      const real = (await original()) as Module;
      return { ...real, ...change(real) };
    });
    return (await import("../../runtime/ingest/index.js")).readTable;
  };
  return {
    quick: await load((real) => ({
      takeQuickly: (...args) => {
        taken += 1;
        real.takeQuickly(...args);
      },
    })),
    single: await load(() => ({
      *quickOf() {
        yield null;
        return null;
      },
    })),
    count: () => taken,
  };
}

const IDS = ["11010519491231002X", "440524188001010014", "110105194912310021", "44052418800101001x", "", "无", "123"];
const HEADINGS = "户编号,户主证件号码,户联系电话,户类型,有劳动力,面积,生猪,验收日期,乡镇";

const ROW = fc
  .tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 1, max: 99_999 }).map((n) => `H${n}`) },
      { weight: 4, arbitrary: fc.constantFrom("H1", "H2", "Ｈ１", " H2 ", "h1") },
      fc.constantFrom("", "无", "1E+17", "合计"),
    ),
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom("", "无") }, fc.constantFrom(...IDS)),
    fc.constantFrom("", "13800000000", "无"),
    fc.constantFrom("脱贫户", "脱贫户", "一般农户", "ordinary", "无", "贫困户", ""),
    fc.constantFrom("是", "否", "无", "", "也许"),
    fc.oneof(
      fc.constantFrom("1", "2.50", "2.5", "无", "", "三亩", "-1", "5000", "３.５", "2亩"),
      fc.integer({ min: 0, max: 900 }).map(String),
    ),
    fc.constantFrom("0", "3", "1.5", "无", ""),
    fc.constantFrom("2024-01-01", "2024/1/1", "20240101", "2024-02-30", "45458", "无", ""),
    fc.constantFrom("甲镇", "乙镇", " 甲镇", "无", ""),
  )
  .map((cells) => cells.join());

const DECISION = fc.record({
  row: fc.integer({ min: 2, max: 30 }),
  column: fc.constantFrom(...HEADINGS.split(","), null),
  action: fc.constantFrom("drop", "accept", "correct", "blank", "replace"),
  value: fc.constantFrom("", "H77", "H1", "3", "2024-03-01", "脱贫户", IDS[0] as string),
});

describe("rows column by column", () => {
  it("are what they are one by one", async () => {
    const { quick, single, count } = await readers();
    const [policy, units] = [demoPolicy(), unitWords()];
    await fc.assert(
      fc.asyncProperty(
        fc.array(ROW, { minLength: 1, maxLength: 30 }),
        fc.array(ROW, { maxLength: 8 }),
        fc.array(DECISION, { maxLength: 8 }),
        fc.constantFrom("人口编号,户编号\n1,H1\n2,H2\n1,H2\n1,H1\n,H2\n3,H3\n", "人口编号,户编号\n"),
        fc.boolean(),
        async (rows, others, decisions, members, second) => {
          const files: SourceFile[] = [
            source([HEADINGS, ...rows].join("\n"), "h.csv"),
            ...(second ? [source([HEADINGS, ...others].join("\n"), "o.csv")] : []),
            source(members, "m.csv", "member"),
          ];
          const results = [];
          for (const read of [quick, single]) {
            const options = {
              settlement: {
                entries: decisions.map((d) => ({ ...d, file: "h.csv", seen: null, place: { kind: "run" } })),
                used: new Set(),
              },
            } as unknown as ReadOptions;
            const { table, ...found } = await read(files, policy, units, options);
            results.push({ table: plain(table), found: JSON.stringify(found) });
          }
          expect(results[0]).toEqual(results[1]);
        },
      ),
      { numRuns: 400 },
    );
    expect(count()).toBeGreaterThan(300);
  }, 120_000);
});
