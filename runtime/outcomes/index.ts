/** Results as columns, whichever engine made them. */
export { amountAt, amountsOf, sumOf } from "./amounts.js";
export { type LaterStages, laterStages } from "./later.js";
export { outcomeOf } from "./reference.js";
export { resultOf } from "./result.js";
