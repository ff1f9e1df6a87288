/** The programs of `bad/` in order, by name. */
import { readdirSync, readFileSync } from "node:fs";
import { type Program, program } from "./program.js";

export const folder = new URL("bad/", import.meta.url);

export const names: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".policy"))
  .map((name) => name.slice(0, -".policy".length))
  .sort();

export function load(name: string): Program {
  return program(`${name}.policy`, readFileSync(new URL(`${name}.policy`, folder), "utf8"));
}

/** The code that a program is named after. */
export function codeOf(name: string): string {
  return name.split("-")[0] ?? "";
}
