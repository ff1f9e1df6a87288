import type { ReactNode } from "react";
import { reveal, showHousehold } from "../store/navigation.js";
import { useWork } from "../store/state.js";
import { spanOf } from "./names.js";

/** Leads to the clause in the text. */
export function ClauseLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const policy = useWork((s) => s.good?.policy ?? null);
  const path = useWork((s) => s.document?.path ?? "");
  const span = policy === null ? null : spanOf(policy, id, path);
  if (!span) return <>{children}</>;
  return (
    <button type="button" className="link" data-clause={id} onClick={() => reveal(span)}>
      {children}
    </button>
  );
}

/** Leads to the household's page. */
export function HouseholdLink({ id, children }: { readonly id: string; readonly children?: ReactNode }) {
  return (
    <button type="button" className="link" data-household={id} onClick={() => showHousehold(id)}>
      {children ?? id}
    </button>
  );
}
