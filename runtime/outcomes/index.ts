/** Results as columns, whichever engine made them. */
export { amountAt, amountsOf, sumOf } from "./amounts.js";
export { lightened } from "./lightened.js";
export { outcomeOf } from "./reference.js";
export { resultOf } from "./result.js";
