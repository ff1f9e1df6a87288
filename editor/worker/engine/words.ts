import { unitWords } from "../../../compiler/unit-words.js";
import { parseFile } from "../../../grammar/index.js";

/** The words for units that a policy and its vocabularies know, for reading cells. */
export const wordsIn = (texts: ReadonlyMap<string, string>) =>
  unitWords([...texts].map(([path, text]) => parseFile({ path, text }).file));
