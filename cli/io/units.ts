/** The words for units, as the compiler knows them. */
export { unitWords } from "../../compiler/unit-words.js";
