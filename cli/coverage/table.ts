/** The clause table: every clause of the documents that can be computed or checked, and where a policy expresses it. */
import { z } from "zod";

/** C: computed per household or entity. A: aggregate, budget, target. T: time, process, state. D: set by a person or a lower level. */
export const CLASSES = ["C", "A", "T", "D"] as const;
export type ClauseClass = (typeof CLASSES)[number];

/** How a clause is expressed. */
export const WAYS = ["computed", "entered", "delegated", "budget", "target", "procedure", "header", "note"] as const;
export type Way = (typeof WAYS)[number];

const row = z.strictObject({
  /** `S0-01`: the document's prefix and the clause's number in it. */
  id: z.string().regex(/^[A-Z]\d+-\d{2,}$/),
  /** The folder of the policy. */
  document: z.string().min(1),
  section: z.string().min(1),
  /** From the source text; `…` is a cut, `;` a join, `[ ]` an insertion. */
  quote: z.string().min(1),
  gloss: z.string().min(1),
  class: z.enum(CLASSES),
  codes: z.array(z.string()).min(1),
  how: z.enum(WAYS),
  /** Ids of the policy's clauses (`livestock`, `steps.accept`, `eligible household`), or `header:in force`. */
  clauses: z.array(z.string()),
});

const documentEntry = z.strictObject({
  prefix: z.string().min(1),
  policy: z.string().min(1),
  title: z.string().min(1),
  /** How many clauses the document has: numbers 1 to this must all be there. */
  clauses: z.int().positive(),
});

const schema = z.strictObject({
  format: z.literal(1),
  documents: z.array(documentEntry).min(1),
  clauses: z.array(row),
});

export type ClauseRow = z.infer<typeof row>;
export type ClauseDocument = z.infer<typeof documentEntry>;
export type ClauseTable = z.infer<typeof schema>;

/** Reads the table's JSON. Throws an Error that names what is not as it should be. */
export function readClauseTable(json: string): ClauseTable {
  const parsed = schema.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new Error(z.prettifyError(parsed.error));
}
