/** A table of values for what a policy leaves open: a column or a row for each, by town or for all. */
import type { Policy } from "../../compiler/ir/types.js";
import { label } from "./fold.js";
import { inBracket } from "./headings.js";
import type { Named } from "./naming.js";
import type { Written } from "./parameters.js";
import { csvTable } from "./records.js";

/** Headings of a list of values: parameter, for whom (blank: for all), value. */
const LIST = [
  ["参数", "parameter"],
  ["适用范围", "for"],
  ["数值", "value"],
];

function fromList(
  records: readonly { readonly cells: ReadonlyMap<string, string | null> }[],
  name: string,
  of: string | null,
  value: string,
): Written {
  const cell = (record: { readonly cells: ReadonlyMap<string, string | null> }, heading: string | null) =>
    heading === null ? "" : (record.cells.get(heading) ?? "").trim();
  const written = new Map<string, string | Map<string, string>>();
  for (const record of records) {
    const [parameter, whose, given] = [cell(record, name), cell(record, of), cell(record, value)];
    if (parameter === "" || given === "") continue;
    const known = written.get(parameter);
    if (whose === "") written.set(parameter, given);
    else if (known instanceof Map) known.set(whose, given);
    else written.set(parameter, new Map([[whose, given]]));
  }
  return written;
}

/** Values for what a policy leaves open, from CSV; else why they cannot be read. */
export function writtenParameters(text: string, policy: Policy): Written | Named {
  const names = policy.values
    .filter((v) => v.body.kind === "set")
    .flatMap((v) => [v.id, policy.about[v.id]?.en, policy.about[v.id]?.zh, policy.about[v.id]?.label])
    .flatMap((n) => (n ? [label(n)] : []));
  const isOpen = (heading: string) =>
    [heading, inBracket(heading)?.before ?? heading].some((spelled) => names.includes(label(spelled)));
  const table = csvTable(text, (heading) => isOpen(heading) || LIST.some((l) => l.includes(heading)));
  if ("en" in table) return table;
  const [name, of, value] = LIST.map((spelled) => table.headings.find((heading) => spelled.includes(heading)));
  if (name !== undefined && value !== undefined) return fromList(table.records, name, of ?? null, value);
  const [first = "", ...rest] = table.headings;
  if (isOpen(first)) {
    const [only] = table.records;
    return new Map(table.headings.map((heading) => [heading, only?.cells.get(heading) ?? ""]));
  }
  return new Map(
    rest.map((heading) => [
      heading,
      new Map(
        table.records.flatMap((r) => {
          const key = (r.cells.get(first) ?? "").trim();
          const value = (r.cells.get(heading) ?? "").trim();
          return key === "" || value === "" ? [] : [[key, value] as const];
        }),
      ),
    ]),
  );
}
