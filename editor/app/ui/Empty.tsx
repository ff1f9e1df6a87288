import type { ReactNode } from "react";

/** What an empty pane says: what is missing, and the way on. */
export function Empty({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{text}</p>
      {children}
    </div>
  );
}
