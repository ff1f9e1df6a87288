/** Keys as files write them. */
import { SCIENTIFIC } from "./cell.js";
import { fold } from "./fold.js";

/** A key as it may be compared; null: blank or ruined. */
export function plainKey(raw: string | null | undefined): string | null {
  const key = fold(raw ?? "");
  return key === "" || key === "无" || SCIENTIFIC.test(key) ? null : key;
}
