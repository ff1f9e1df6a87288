/** IR → column plan. Guarantee: where `slow` is not set, every stage is exactly what the interpreter gives. */
export { describePlan, plan } from "./plan.js";
export { reasonWords, type Words } from "./words.js";
