/** The engine's answers for the screens of results. */
import { compared, movers } from "./compared.js";
import { form, preview } from "./forms.js";
import { curve, find, household } from "./household.js";
import { priced } from "./priced.js";
import type { ResultsApi } from "./protocol.js";
import { told } from "./told.js";

export const results: ResultsApi = { told, household, find, curve, compared, movers, priced, form, preview };
