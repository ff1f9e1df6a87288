import { type ReactNode, Suspense, useState } from "react";

/** A part of the left pane that folds. What is folded away is not worked on. */
export function Section({
  title,
  open,
  children,
}: {
  readonly title: string;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  const [unfolded, setUnfolded] = useState(open ?? false);
  return (
    <details className="fold" open={unfolded} onToggle={(e) => setUnfolded(e.currentTarget.open)}>
      <summary>{title}</summary>
      {unfolded ? <Suspense fallback={null}>{children}</Suspense> : null}
    </details>
  );
}
