/** What is shown of a file before it is read. */
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { unitWords } from "../../cli/io/units.js";
import { proposeMapping, sniff, writeCache } from "../../runtime/ingest/index.js";
import { gb18030 } from "../../runtime/synthetic/index.js";
import { demoPolicy, HEAD, read, source, workbook } from "./support.js";

const ROW = ["1", "脱贫户", "2", "3", "2024-01-01"];
const CSV = `某县名册\n${HEAD.join(";")}\n${ROW.join(";")}\n2;一般农户;3;4;2024-02-01\n合计;;5;7;\n`;

describe("sniff", () => {
  it("tells encoding, separator, heading and first rows of a text, from its beginning alone", async () => {
    expect(await sniff(gb18030(CSV), demoPolicy())).toMatchObject({
      format: "csv",
      encoding: "gb18030",
      separator: ";",
      problem: null,
      sheets: [
        { name: "", headingRows: [2], headings: HEAD, sample: [ROW, ["2", "一般农户", "3", "4", "2024-02-01"]] },
      ],
    });
    const long = `${HEAD.join()}\n${Array.from({ length: 60_000 }, (_, i) => `${i},脱贫户,1,1,2024-01-01`).join("\n")}\n"`;
    const { encoding, sheets } = await sniff(new Blob([long]), demoPolicy());
    expect([encoding, sheets[0]?.sample.length]).toEqual(["utf-8", 10]);
  });

  it("reads in the encoding that somebody chooses, from beginning to end, and says where it cannot be that one", async () => {
    const utf16 = (text: string) => new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);
    const csv = `${HEAD.join()}\n${ROW.join()}\n`;
    // Without a mark at its beginning nobody can tell that this is a text at all.
    expect((await sniff(utf16(csv), demoPolicy())).problem?.code).toBe("P6040");
    const seen = await sniff(utf16(csv), demoPolicy(), "h.csv", null, "utf-16le");
    expect(seen).toMatchObject({ format: "csv", encoding: "utf-16le", problem: null });
    expect(seen.sheets[0]).toMatchObject({ headings: HEAD, sample: [ROW] });
    const chosen = { ...source(utf16(csv)), encoding: "utf-16le" as const };
    expect((await read([chosen])).rows()).toEqual((await read([source(csv)])).rows());
    const gbk = gb18030(`${HEAD.join()},备注\n${ROW.join()},联通\n`);
    const own = (await sniff(gbk, demoPolicy(), "h.csv", null, "gb18030")).sheets[0];
    expect(own?.sample[0]?.at(-1)).toBe("联通");
    const wrong = await sniff(gbk, demoPolicy(), "h.csv", null, "utf-8");
    expect(wrong.problem).toMatchObject({ code: "P6070", place: { kind: "cell", file: "h.csv" } });
    const refused = await read([{ ...source(gbk), encoding: "utf-8" }]);
    expect(refused.codes).toEqual(["P6070"]);
    expect(refused.table).toBeNull();
  });

  it("tells the sheets of a workbook, and two-row headings", async () => {
    const bytes = workbook({
      封面: [["某县"]],
      名册: [
        ["户编号", "种养", null],
        [null, "面积", "生猪"],
        ["1", 2, 3],
      ],
      空: [],
    });
    const { format, sheets } = await sniff(bytes, demoPolicy());
    expect(format).toBe("workbook");
    expect(sheets).toMatchObject([
      { name: "封面", headings: ["某县"], sample: [] },
      { name: "名册", headingRows: [1, 2], headings: ["户编号", "面积", "生猪"], sample: [["1", "2", "3"]] },
    ]);
  });

  it("tells JSON, Parquet, an imported roster and a zip", async () => {
    const json = await sniff(new TextEncoder().encode('{"户": [{"户编号": 1, "面积": 2.50}]}'));
    expect(json).toMatchObject({
      format: "json",
      sheets: [{ name: "户", headings: ["户编号", "面积"], sample: [["1", "2.50"]] }],
    });
    const { table } = await read([source(`${HEAD.join()}\n${ROW.join()}\n`)]);
    const kept = await writeCache(table as NonNullable<typeof table>, demoPolicy(), { keepPrivate: false });
    expect(await sniff(kept)).toMatchObject({ format: "roster", sheets: [] });
    expect(await sniff(zipSync({ "a.csv": new Uint8Array(3) }))).toMatchObject({ format: "zip", parts: ["a.csv"] });
  });

  it("tells what is wrong with a file, and does not fail", async () => {
    const bytes = workbook({ 名册: [HEAD, ROW] });
    expect(await sniff(bytes.subarray(0, 2_000), null, "名册.xlsx")).toMatchObject({
      format: null,
      problem: { code: "P6041", place: { file: "名册.xlsx" } },
    });
    expect((await sniff(new TextEncoder().encode("%PDF-1.7"))).problem?.code).toBe("P6040");
  });
});

describe("proposals", () => {
  it("map what is certain, show what is like it, and name what is missing", () => {
    const proposal = proposeMapping(
      ["户编号", "户类型", "面积（公顷）", "养猪头数", "生猪头数", "备注"],
      demoPolicy(),
      unitWords(),
    );
    expect(proposal?.of.id).toBe("household");
    expect(proposal?.headings.map((h) => [h.heading, h.field?.id ?? null, h.like.map((f) => f.id)])).toEqual([
      ["户编号", "id", []],
      ["户类型", "kind", []],
      ["面积（公顷）", "area", []],
      ["养猪头数", null, []],
      ["生猪头数", null, ["pigs"]],
      ["备注", null, []],
    ]);
    expect(proposal?.missing.map((f) => f.id)).toEqual(["accepted_on"]);
  });

  it("tell a unit that does not convert", () => {
    const proposal = proposeMapping(["户编号", "面积（公斤）"], demoPolicy(), unitWords());
    expect(proposal?.headings[1]).toMatchObject({ field: { id: "area" }, unit: { found: "公斤" } });
  });

  it("see that rows are persons, and that a form is about them", () => {
    const form = proposeMapping(["户编号", "人口编号", "务工月数"], demoPolicy(), unitWords());
    expect(form?.of.id).toBe("member");
    const rows = proposeMapping([...HEAD, "人口编号", "务工月数"], demoPolicy(), unitWords());
    expect(rows?.of.id).toBe("household");
    expect(rows?.headings.find((h) => h.heading === "务工月数")?.field).toMatchObject({
      entity: "member",
      id: "months",
    });
  });

  it("are what a reading takes", async () => {
    const proposal = proposeMapping(HEAD, demoPolicy(), unitWords());
    const csv = source(`${HEAD.join()}\n${ROW.join()}\n`);
    const { rows } = await read([csv], { mapping: proposal?.mapping ?? [] });
    expect(rows()).toEqual((await read([csv])).rows());
  });
});
