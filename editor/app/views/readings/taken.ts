/** Where a question's clause names the reading that is taken: `采用 甲`, `taken a`. Null: it names none. */
export function takenSpan(
  text: string,
  clause: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number; readonly latin: boolean } | null {
  const own = text.slice(clause.start, clause.end);
  const found = /(?:^|\s)(采用|taken)[ \t　]+([^\s#]+)/u.exec(own);
  if (!found) return null;
  const name = found[2] as string;
  const end = clause.start + found.index + found[0].length;
  return { start: end - name.length, end, latin: found[1] === "taken" };
}
