import type { Fault } from "../../grammar/faults.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";

/** A grammar's fault as a diagnostic: the catalogue has an entry with the same code and parameters. */
export function faultDiagnostic(file: string, fault: Fault): Diagnostic {
  return diagnostic(fault.code, { kind: "source", file, span: fault.span }, fault.params as never, {
    related: fault.related.map((r) => ({ file, span: r.span, label: r.label })),
    fixes: fault.fixes.map((fix) => ({ title: fix.title, edits: fix.edits.map((edit) => ({ file, ...edit })) })),
  });
}
