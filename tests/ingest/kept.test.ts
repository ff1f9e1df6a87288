/** A kept roster that stands alone is taken as it is; what the policy reads and it lacks is told as of any file. */
import { describe, expect, it } from "vitest";
import { unitWords } from "../../cli/io/units.js";
import { readTable, writeCache } from "../../runtime/ingest/index.js";
import type { Table } from "../../runtime/table.js";
import { demoPolicy, source } from "./support.js";

const POLICY = demoPolicy();
const HOUSEHOLDS = `户编号,户主姓名,户类型,有劳动力,面积,生猪,收入,验收日期
9901000001,秦安,脱贫户,是,5.25,3,1200.5,2024-05-06
9901000002,郑成,一般农户,否,,,,2024-05-07
9901000003,陈平,脱贫户,,12,0,880,2024-05-08
`;
const MEMBERS = "户编号,人口编号,务工月数\n9901000001,1,3\n9901000003,1,6\n9901000003,2,\n";

const read = (...files: Parameters<typeof source>[]) =>
  readTable(
    files.map((f) => source(...f)),
    POLICY,
    unitWords(),
  );
const csv = () => read([HOUSEHOLDS], [MEMBERS, "member.csv", "member"]);
const kept = async (table: Table) => writeCache(table, POLICY, { keepPrivate: true });

describe("a kept roster", () => {
  it("alone is the table that was written", async () => {
    const { table } = await csv();
    const again = await read([await kept(table as Table), "r.parquet"]);
    expect(again.table).toEqual(table);
    expect(again.refused).toEqual([]);
  });

  it("with a form beside it says the same of the columns that the form does not touch", async () => {
    const { table } = await csv();
    const form = "户编号,生猪\n9901000002,7\n";
    const both = await read([await kept(table as Table), "r.parquet"], [form, "form.csv"]);
    const [own, plain] = [both.table?.entities.household, table?.entities.household];
    expect(own?.keys).toEqual(plain?.keys);
    expect(own?.columns.area).toEqual(plain?.columns.area);
    expect(own?.columns.id).toEqual(plain?.columns.id);
    expect(own?.columns.pigs).toMatchObject({ values: Uint8Array.of(3, 7, 0) });
  });

  it("without a column that may be missing says so, and has a blank one", async () => {
    const { table } = await csv();
    const { entities } = table as Table;
    const { area: _, ...columns } = (entities.household as NonNullable<typeof entities.household>).columns;
    const less = { entities: { ...entities, household: { ...entities.household, columns } } } as Table;
    const again = await read([await kept(less), "r.parquet"]);
    expect(again.diagnostics.map((d) => d.code)).toEqual(["P6005"]);
    expect(again.table?.entities.household?.columns.area?.presence).toEqual(new Uint8Array(3));
  });

  it("without one that must be there is refused", async () => {
    const { table } = await csv();
    const { entities } = table as Table;
    const { kind: _, ...columns } = (entities.household as NonNullable<typeof entities.household>).columns;
    const less = { entities: { ...entities, household: { ...entities.household, columns } } } as Table;
    const again = await read([await kept(less), "r.parquet"]);
    expect(again.table).toBeNull();
    expect(again.diagnostics.map((d) => d.code)).toEqual(["P6003"]);
  });
});
