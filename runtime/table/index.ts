/** Rosters as columns and as rows. */
export { cellAt } from "./cells.js";
export { rosterOf } from "./roster-of.js";
export { tableOf } from "./table-of.js";
