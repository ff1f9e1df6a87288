/** What is told of a name of the policy: counted here from the roster's cells as they were written. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { libraryFor, POLICIES } from "../../cli/io/library.js";
import { compile } from "../../compiler/index.js";
import * as R from "../../compiler/ir/rational.js";
import type { RosterFigures } from "../../compiler/services/index.js";
import { evaluate } from "../../editor/worker/engine/evaluate.js";
import { takeSample } from "../../editor/worker/engine/rosters.js";
import { figures } from "../../editor/worker/results/figures.js";
import { SCHEMES } from "../../runtime/synthetic/index.js";

/** Runs a scheme on its own roster, as the page does; gives the cells of its rows (households) by heading. */
async function open(
  id: string,
  folder: string,
  more: (text: string) => string = (text) => text,
): Promise<(heading: string, of?: string) => string[]> {
  const path = `${POLICIES}${folder}/${folder}.policy`;
  const compiled = compile({ path, text: more(readFileSync(path, "utf8")) }, libraryFor(path, POLICIES));
  const { policy, hash, texts } = compiled;
  if (!policy || !hash) throw new Error(`${folder} cannot be read`);
  const roster = await takeSample({ scheme: id, households: null, policy, texts }, 1, () => {});
  if (!roster) throw new Error("no roster");
  await evaluate({ edition: 1, policy, hash, texts, asOf: null, readings: {}, pinned: [] });
  const tables = SCHEMES.find((s) => s.id === id)?.generate(1).tables;
  return (heading, of = "household") => {
    const table = tables?.find((t) => t.name === of);
    if (!table) throw new Error(`no rows of ${of}`);
    const at = table.headings.findIndex((h) => h.replace(/（.*$/u, "") === heading);
    if (at < 0) throw new Error(`no column ${heading}`);
    return table.rows.map((row) => (row[at] ?? "").trim());
  };
}

const fieldOf = async (symbol: string) => {
  const found = await figures(symbol);
  if (found?.kind !== "field") throw new Error(`nothing of ${symbol}`);
  return found satisfies RosterFigures;
};

/** Thousandths: nothing is written with more decimals. */
const thousandths = (cell: string) => {
  const [whole = "", part = ""] = cell.replaceAll(",", "").split(".");
  return BigInt(whole + part.padEnd(3, "0"));
};

const rising = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

describe("on the roster of Rongchang", () => {
  let cells: (heading: string) => string[];
  beforeAll(async () => {
    cells = await open("rongchang", "rongchang-2024");
  });

  it.each([
    ["household.grain_area", "连片粮食面积", /^([\d.]+)亩$/],
    ["household.per_head_income", "人均纯收入", /^([\d.]+)元\/人·年$/],
    ["household.pigs", "生猪", /^([\d.]+)头$/],
  ])("%s: how many have a value, the least, the one in the middle and the greatest", async (symbol, heading, shown) => {
    const own = cells(heading);
    const found = await fieldOf(symbol);
    const numbers = own
      .filter((cell) => /^[\d.,]+$/.test(cell))
      .map(thousandths)
      .sort(rising);
    expect([found.rows, found.filled, found.unreadable]).toEqual([own.length, numbers.length, 0]);
    const { least, median, most } = found.spread ?? {};
    const told = [least, median, most].map((one) => thousandths(shown.exec(one?.zh ?? "")?.[1] ?? ""));
    expect(told).toEqual([numbers[0], numbers[Math.floor((numbers.length - 1) / 2)], numbers.at(-1)]);
  });

  it("a list and a yes or no: rows by value, most first; a text: how many there are", async () => {
    const kinds = cells("户类型").filter((cell) => cell !== "");
    const rows = (all: readonly string[], value: string) => all.filter((cell) => cell === value).length;
    const list = await fieldOf("household.registered");
    expect(list.counts.length).toBeGreaterThan(1);
    for (const { name, rows: told } of list.counts) expect(told).toBe(rows(kinds, name.zh));
    expect(list.counts.reduce((sum, one) => sum + one.rows, 0)).toBe(kinds.length);
    const able = await fieldOf("household.able");
    expect(able.counts.map((c) => [c.name.zh, c.rows])).toEqual([
      ["是", rows(cells("有劳动力"), "是")],
      ["否", rows(cells("有劳动力"), "否")],
    ]);
    expect((await fieldOf("household.town")).different).toBe(new Set(cells("乡镇")).size);
  });

  it("of a private field only how many rows have it", async () => {
    const name = await fieldOf("household.head_name");
    expect(name).toMatchObject({ filled: cells("户主姓名").length, spread: null, counts: [], different: null });
  });

  it("a day, a parameter, one that towns set, a reading", async () => {
    const days = cells("验收日期")
      .filter((cell) => /^\d{4}-\d\d-\d\d$/.test(cell))
      .sort();
    const { spread } = await fieldOf("household.accepted_on");
    expect([spread?.least.zh, spread?.most.zh]).toEqual([days[0], days.at(-1)]);
    expect(await figures("household_norm")).toEqual({ kind: "value", value: { en: "3000 yuan", zh: "3000元" } });
    expect(await figures("first_batch")).toMatchObject({ value: { zh: "2024-03-31" } });
    expect(await figures("sow_rule")).toMatchObject({ kind: "value", value: { zh: "超过三头" } });
    expect(await figures("nothing")).toBeNull();
  });
});

describe("on the roster of Kaiyuan", () => {
  it("a definition: for how many rows it holds", async () => {
    const cells = await open("kaiyuan", "kaiyuan-2024");
    const [watched, able] = [cells("监测对象类型"), cells("有劳动力")];
    const both = (wanted: string) =>
      watched.filter((kind, i) => kind !== "" && kind !== "无" && able[i] === wanted).length;
    expect(both("是")).toBeGreaterThan(0);
    expect(await figures("development_route")).toMatchObject({ kind: "holds", rows: able.length, holds: both("是") });
    expect(await figures("safety_net_route")).toMatchObject({ kind: "holds", rows: able.length, holds: both("否") });
  });

  it("a definition that is a number: for how many rows it is known, least, middle and greatest", async () => {
    const cells = await open("kaiyuan", "kaiyuan-2024");
    const own = (heading: string) => cells(heading, "debt_project").map(thousandths);
    const [funds, months] = [own("投入资金"), own("投入月数")];
    // 6 % of the funds by the month, in thousandths of a thousandth of 1/12 %.
    const floors = funds.map((f, i) => f * 6n * (months[i] as bigint)).sort(rising);
    expect(new Set(floors).size).toBeGreaterThan(5);
    const found = await figures("debt_floor");
    if (found?.kind !== "numbers") throw new Error("no numbers");
    expect([found.rows, found.known]).toEqual([floors.length, floors.length]);
    const told = [found.spread?.least, found.spread?.median, found.spread?.most].map(
      (one) => thousandths(/^([\d.]+)元$/.exec(one?.zh ?? "")?.[1] ?? "") * 1_000n * 100n * 12n,
    );
    expect(told).toEqual([floors[0], floors[Math.floor((floors.length - 1) / 2)], floors.at(-1)]);
  });

  it("a number of the whole roster", async () => {
    const cells = await open("kaiyuan", "kaiyuan-2024");
    const [kinds, people] = [cells("户类型"), cells("家庭人口")];
    const lifted = people.reduce((sum, n, i) => sum + (kinds[i] === "脱贫户" ? BigInt(n) : 0n), 0n);
    expect(await figures("lifted_people")).toEqual({
      kind: "value",
      value: { zh: `${lifted}人`, en: `${lifted} people` },
    });
  });

  it("numbers of which some have no end and some are below zero, in one order with the others", async () => {
    const cells = await open(
      "kaiyuan",
      "kaiyuan-2024",
      (text) => `${text}\n以户为单位\n定义 三分/third = （人均纯收入 - 1万元/人/年） ÷ 3\n`,
    );
    const thirds = cells("人均纯收入")
      .filter((cell) => cell !== "")
      .map((cell) => R.ratio(thousandths(cell) - 10_000_000n, 3_000n))
      .sort(R.compare);
    expect(thirds.some((one) => one.n < 0n)).toBe(true);
    expect(thirds.some((one) => one.d % 3n === 0n) && thirds.some((one) => one.d % 3n !== 0n)).toBe(true);
    const found = await figures("third");
    if (found?.kind !== "numbers") throw new Error("no numbers");
    expect(found.known).toBe(thirds.length);
    const shown = (one: { readonly zh: string } | undefined) => one?.zh.replace("元/人·年", "").replaceAll(",", "");
    expect([found.spread?.least, found.spread?.median, found.spread?.most].map(shown)).toEqual(
      [thirds[0], thirds[Math.floor((thirds.length - 1) / 2)], thirds.at(-1)].map((one) => R.text(one as R.Rational)),
    );
  });
});
