/** Planted private values are looked for in everything that reading a roster gives away. */
import { describe, expect, it } from "vitest";
import { unitWords } from "../../cli/io/units.js";
import { renderText } from "../../compiler/diagnostics/render.js";
import { proposeMapping, writeCache } from "../../runtime/ingest/index.js";
import { doubtsCsv } from "../../runtime/office/doubts.js";
import { demoPolicy, HEAD, read, source, workbook } from "./support.js";

/** None of these may be seen; each is wrong in its own way, so that messages are about them. */
const PLANTED = ["欧阳某甲", "990000195001010010", "9.9000019500101E+17", "13900001111", "990000500101001", "不详乙村"];
const [NAME, WRONG, RUINED, PHONE, OLD, WORDS] = PLANTED as [string, string, string, string, string, string];
const GOOD = ["990000195001010019", "99000019600202007X"];

const HEADINGS = ["户主姓名", "户主证件号码", "户联系电话", ...HEAD];
const ROWS = [
  [NAME, GOOD[0], PHONE, "1", "脱贫户", "2", "3", "2024-01-01"],
  [NAME, WRONG, PHONE, "2", "脱贫户", "2", "3", "45458"],
  [NAME, RUINED, PHONE, "3", "脱贫户", "三亩", "3", "2024-01-01"],
  [NAME, OLD, PHONE, "4", "脱贫户", "2", "3", "2024-01-01"],
  [NAME, WORDS, PHONE, "4", "脱贫户", "9", "3", "2024-01-01"],
  [NAME, GOOD[1], PHONE, "6", "一般农户", "2", "3", "2024-01-01"],
  [NAME, GOOD[1], PHONE, "7", "一般农户", "2", "3", "2024-01-01"],
  [NAME, GOOD[0], PHONE, "", "一般农户", "2", "3", "2024-01-01"],
] as string[][];
const CSV = `${[HEADINGS, ...ROWS].map((row) => row.join()).join("\n")}\n`;
const FORM = `户主证件号码,面积\n${WRONG},5\n${OLD},6\n${RUINED},7\n${WORDS},8\n`;

function seen(text: string): string[] {
  return [...PLANTED, ...(GOOD as string[])].filter((planted) => text.includes(planted));
}

describe("private values", () => {
  const cases = {
    csv: [source(CSV)],
    xlsx: [source(workbook({ 名册: [HEADINGS, ...ROWS] }), "h.xlsx")],
    joined: [source(CSV), source(FORM, "f.csv")],
    unclosed: [source(`${CSV}"${NAME},${WRONG}`)],
    control: [source(CSV.replace(PHONE, `${PHONE}\u0001`))],
    json: [source(`[{"户编号":"1","户主姓名":"${NAME}","户主证件号码":"${WRONG}" "户类型":1}]`, "h.json")],
    otherKind: [
      source(
        `户主姓名,${HEAD.join()}\n${Array.from({ length: 25 }, (_, i) => `${NAME},${i},脱贫户,1,1,x`).join("\n")}`,
      ),
    ],
  };

  it.each(Object.keys(cases) as (keyof typeof cases)[])("are in no message, list or note: %s", async (name) => {
    const reading = await read(cases[name]);
    expect(reading.diagnostics.length).toBeGreaterThan(0);
    const { diagnostics, doubts, refused, mapping } = reading;
    for (const lang of ["zh", "en"] as const) {
      const given = [
        renderText(diagnostics, { lang, color: false, sources: () => null }),
        doubtsCsv(doubts, demoPolicy(), lang),
        JSON.stringify({ diagnostics, refused, mapping, doubts }),
      ];
      for (const text of given) expect(seen(text)).toEqual([]);
    }
  });

  it("are in the table, which stays where it is made", async () => {
    const { table } = await read(cases.csv);
    expect(JSON.stringify(table?.entities.household?.columns.head_name)).toContain(NAME);
  });

  it("are in no written roster unless asked for, and then they are", async () => {
    const { table, mapping } = await read(cases.csv);
    const kept = table as NonNullable<typeof table>;
    const text = async (keepPrivate: boolean) =>
      new TextDecoder("latin1").decode(await writeCache(kept, demoPolicy(), { keepPrivate, mapping }));
    const latin = (value: string) => String.fromCharCode(...new TextEncoder().encode(value));
    const without = await text(false);
    for (const planted of [...PLANTED, ...(GOOD as string[])]) expect(without).not.toContain(latin(planted));
    const withThem = await text(true);
    expect(withThem).toContain(latin(NAME));
    expect(withThem).toContain(latin(PHONE));
  });

  it("are not what a mapping is proposed from", () => {
    const proposal = proposeMapping(HEADINGS, demoPolicy(), unitWords());
    expect(proposal?.headings.find((h) => h.heading === "户主姓名")?.field?.id).toBe("head_name");
    expect(seen(JSON.stringify(proposal))).toEqual([]);
  });
});
