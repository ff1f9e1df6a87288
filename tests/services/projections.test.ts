import { describe, expect, test } from "vitest";
import {
  type CellEdit,
  clauseAt,
  clausesOf,
  editCell,
  editNumber,
  type Grid,
  grids,
  pasteCells,
} from "../../compiler/services/index.js";
import { apply, clauses, made, policyText } from "./support.js";

function edits(result: CellEdit) {
  if (result.kind === "refused") throw new Error(result.why.en);
  return result.edits;
}

const TIERS = `参数 标准/rate 按 生猪
  - 不满 50头 → 100元
  - 50头 至 99头 → 200元
  - 不少于 100头 → 300元
参数 每亩/per_mu = 300元/亩
参数 期限/until = 2024-05-31
奖补 养殖/livestock “养殖业奖补”
  当 生猪 6头及以上 → 核定金额，最高 3000元
  当 生猪 不满 6头 → 标准
  其余 → 1500元
`;

const grid = (all: readonly Grid[], kind: Grid["kind"]): Grid => all.find((one) => one.kind === kind) as Grid;
const texts = ({ rows }: Grid) => rows.map(({ cells }) => cells.map(({ text }) => text));

describe("tables as grids", () => {
  test("tiers, cases and figures, each cell with its place", () => {
    const { snap, text } = clauses(TIERS);
    const all = grids(snap);
    expect(texts(grid(all, "table"))).toEqual([
      ["不满 50头", "100元"],
      ["50头 至 99头", "200元"],
      ["不少于 100头", "300元"],
    ]);
    expect(texts(grid(all, "cases"))).toEqual([
      ["生猪 6头及以上", "核定金额，最高 3000元"],
      ["生猪 不满 6头", "标准"],
      ["其余", "1500元"],
    ]);
    expect(texts(grid(all, "rates"))).toEqual([
      ["每亩", "300元/亩"],
      ["期限", "2024-05-31"],
    ]);
    for (const { rows } of all.filter(({ kind }) => kind !== "rates"))
      for (const { cells } of rows)
        for (const { start, end, text: shown } of cells) expect(text.slice(start, end)).toBe(shown);
    expect(grid(all, "table").columns.map(({ zh }) => zh)).toEqual(["生猪", "取值"]);
  });

  test("a bare number keeps the unit that stands there", () => {
    const { snap, text } = clauses(TIERS);
    const [rates, table, cases] = [grid(grids(snap), "rates"), grid(grids(snap), "table"), grid(grids(snap), "cases")];
    expect(apply(text, edits(editCell(snap, rates, 0, 1, "４５０")))).toContain("每亩/per_mu = 450元/亩");
    expect(apply(text, edits(editCell(snap, table, 0, 1, "1,200")))).toContain("不满 50头 → 1200元");
    expect(apply(text, edits(editCell(snap, table, 0, 0, "40")))).toContain("不满 40头 → 100元");
    expect(apply(text, edits(editCell(snap, cases, 0, 1, "2500")))).toContain("核定金额，最高 2500元");
    expect(apply(text, edits(editCell(snap, table, 2, 0, "100头及以上")))).toContain("- 100头及以上 → 300元");
  });

  test("a block of 3 × 2 is one set of edits, and reads back as pasted", () => {
    const { snap, text } = clauses(TIERS);
    const block = [
      ["不满 30头", "10"],
      ["30头 至 59头", "20"],
      ["不少于 60头", "30"],
    ];
    const after = apply(text, edits(pasteCells(snap, grid(grids(snap), "table"), 0, 0, block)));
    expect(texts(grid(grids(made(after)), "table"))).toEqual([
      ["不满 30头", "10元"],
      ["30头 至 59头", "20元"],
      ["不少于 60头", "30元"],
    ]);
  });

  test("rows beyond the last are added, before `otherwise`", () => {
    const source = "param rate/标准 by registered\n  - lifted_out → 100 yuan\n  - otherwise → 5 yuan\n";
    const { snap, text } = clauses(source);
    const table = grid(grids(snap), "table");
    const after = apply(text, edits(pasteCells(snap, table, 2, 0, [["ordinary", "50"]])));
    expect(after).toContain("- lifted_out → 100 yuan\n  - ordinary → 50 yuan\n  - otherwise → 5 yuan");
  });

  test.each([
    [0, 0, "))", "condition"],
    [0, 1, "多少", null],
    [0, 1, "当", "value"],
    [0, 1, "100元 → 3", "value"],
    [0, 1, "100元\n  - 其余 → 3", "value"],
    [0, 5, "1", "column"],
    [9, 1, "1", "row"],
  ])("row %i column %i: %s", (row, column, typed, refused) => {
    const { snap } = clauses(TIERS);
    const result = editCell(snap, grid(grids(snap), "table"), row, column, typed);
    if (refused === null) expect(result.kind).toBe("edits");
    else expect(result).toMatchObject({ kind: "refused", row, column, why: { en: expect.stringContaining(refused) } });
  });

  test("nothing is changed if one cell of a block is refused", () => {
    const { snap } = clauses(TIERS);
    expect(pasteCells(snap, grid(grids(snap), "table"), 0, 1, [["1"], ["（"]])).toMatchObject({
      kind: "refused",
      row: 1,
    });
  });
});

describe("clauses", () => {
  test("every number of the examples stands where it says, and can be changed in place", () => {
    for (const folder of ["rongchang-2024", "qinyuan-2017", "hebao-2020", "kaiyuan-2024", "yubei-2024"]) {
      const text = policyText(folder);
      const all = clausesOf(made(text));
      expect(all.length).toBeGreaterThan(20);
      for (const { numbers, range } of all) {
        for (const number of numbers) {
          expect(text.slice(number.start, number.end).normalize("NFKC")).toBe(number.value);
          expect(number.start).toBeGreaterThanOrEqual(range.start);
          expect(number.end).toBeLessThanOrEqual(range.end);
        }
      }
    }
  });

  test("the clause at an offset, with its numbers", () => {
    const { snap, at, text } = clauses(
      "奖补 粮食/grain “粮食作物奖补”\n  当 连片粮食面积 5亩以上\n  补 连片粮^食面积 每亩 300元\n",
    );
    const clause = clauseAt(snap, at);
    expect(clause).toMatchObject({ kind: "benefit", id: "grain", label: "粮食作物奖补" });
    expect(clause?.numbers.map(({ value, unit, money }) => [value, unit, money])).toEqual([
      ["5", "亩", false],
      ["300", "元", true],
    ]);
    const edit = editNumber(clause?.numbers[1] as NonNullable<typeof clause>["numbers"][number], "３２０．５");
    expect(apply(text, edit === null ? [] : [edit])).toContain("每亩 320.5元");
    expect(editNumber(clause?.numbers[1] as NonNullable<typeof clause>["numbers"][number], "三百")).toBeNull();
  });
});
