/** Stages that look at several payees at once, over the columns that an engine gives of the stages before them. */
export { hasStrata } from "./split.js";
export { firstPart, stratify } from "./stratify.js";
