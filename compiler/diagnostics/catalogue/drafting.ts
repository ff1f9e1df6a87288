/** 4xxx: coverage and drafting. */
import type { Entry } from "../entry.js";
import { coverage } from "./coverage.js";
import { settlement } from "./settlement.js";
import { wording } from "./wording.js";

export const drafting = { ...coverage, ...wording, ...settlement } satisfies Record<`P4${string}`, Entry<never>>;
