/** The engine's answers for the screens of results. */

import { compared, movers } from "./compared.js";
import { figures } from "./figures.js";
import { curve, find, household } from "./household.js";
import { priced } from "./priced.js";
import type { ResultsApi } from "./protocol.js";
import { told } from "./told.js";

/** Forms bring whole libraries for workbooks and documents: they are fetched after the first figures. */
const forms = () => import("./forms.js");

/** Fetches what is fetched late. */
export async function loadForms(): Promise<void> {
  await forms();
}

export const results: ResultsApi = {
  told,
  figures,
  household,
  find,
  curve,
  compared,
  movers,
  priced,
  form: async (request) => (await forms()).form(request),
  preview: async (request) => (await forms()).preview(request),
};
