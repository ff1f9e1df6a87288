/** DuckDB with SQL written by hand: DECIMAL columns in memory, products rounded half up by its own round on decimals. */
import { DuckDBDataChunk, DuckDBInstance, INTEGER } from "@duckdb/node-api";
import type { Rates } from "../rule/expected.js";
import { type Households, NAMES, TOWNS } from "../rule/households.js";
import type { Engine } from "./engine.js";

const CHUNK = 2048;

/** Measures and money come as hundredths and become DECIMAL; a quotient of decimals would be a double, hence the product. */
const TABLE = `create table household as select
  row, town::utinyint as town,
  ['lifted', 'monitored', 'ordinary'][kind + 1]::enum('lifted', 'monitored', 'ordinary') as kind,
  able = 1 as able, willing = 1 as willing,
  (grain_area * 0.01)::decimal(6, 2) as grain_area, (crop_area * 0.01)::decimal(6, 2) as crop_area,
  pigs::utinyint as pigs, sows::utinyint as sows, cattle::utinyint as cattle, sheep::utinyint as sheep,
  (pond * 0.01)::decimal(6, 2) as pond,
  (poultry_cost * 0.01)::decimal(9, 2) as poultry_cost, (approved * 0.01)::decimal(9, 2) as approved
from cells order by row`;

const nets = ({ grain, crop }: Rates) => `select row, town, case
  when kind in ('lifted', 'monitored') and able and willing then least(
    case when grain_area >= 5 then round(grain_area * ${grain}::decimal(4, 1), 2) else 0::decimal(9, 2) end
    + case when crop_area >= 5 then round(crop_area * ${crop}::decimal(4, 1), 2) else 0::decimal(9, 2) end
    + case when pigs >= 6 or sows > 3 or cattle >= 1 or sheep >= 4 or pond >= 3
      then least(approved, 3000::decimal(9, 2)) else 0::decimal(9, 2) end
    + least(poultry_cost, 3000::decimal(9, 2)),
    3000::decimal(9, 2))
  else 0::decimal(9, 2) end as net
from household`;

async function load(h: Households, threads: number) {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run(`create table cells (row integer, ${NAMES.map((name) => `${name} integer`).join(", ")})`);
  const appender = await connection.createAppender("cells");
  const types = [INTEGER, ...NAMES.map(() => INTEGER)];
  for (let from = 0; from < h.rows; from += CHUNK) {
    const to = Math.min(h.rows, from + CHUNK);
    const chunk = DuckDBDataChunk.create(types, to - from);
    const places = Array.from({ length: to - from }, (_, i) => from + i);
    chunk.setColumns([places, ...NAMES.map((name) => Array.from(h[name].subarray(from, to)))]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run(TABLE);
  await connection.run("drop table cells");
  return { instance, connection };
}

function engine(threads: number): Engine {
  return {
    name: `DuckDB, SQL by hand, DECIMAL, ${threads === 1 ? "1 thread" : `${threads} threads`}`,
    most: 1_000_000,
    prepare: async (h, rates) => {
      const { instance, connection } = await load(h, threads);
      return {
        run: async () => {
          const result = await connection.runAndReadAll(
            `select town, sum(net) as total, count(*) filter (net > 0) as paid from (${nets(rates)}) group by town`,
          );
          const towns = TOWNS.map(() => 0n);
          let recipients = 0;
          for (const [town, total, paid] of result.getRows()) {
            towns[Number(town)] = (total as { readonly value: bigint }).value;
            recipients += Number(paid);
          }
          return { towns, recipients };
        },
        nets: async () => {
          const out = new Int32Array(h.rows);
          const result = await connection.stream(nets(rates));
          for (
            let chunk = await result.fetchChunk();
            chunk !== null && chunk.rowCount > 0;
            chunk = await result.fetchChunk()
          ) {
            const places = chunk.getColumnValues(0);
            chunk.getColumnValues(2).forEach((net, i) => {
              out[Number(places[i])] = Number((net as { readonly value: bigint }).value);
            });
          }
          return out;
        },
        close: () => {
          connection.closeSync();
          instance.closeSync();
        },
      };
    },
  };
}

export const duckdb: readonly Engine[] = [engine(1), engine(2)];
