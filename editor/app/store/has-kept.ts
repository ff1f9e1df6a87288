/** Whether this browser keeps any roster: known at once, so that the first screen fetches nothing for none. */
const KEY = "fen.kept";

export function hasKept(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function setHasKept(some: boolean): void {
  try {
    if (some) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is closed to this page: the page Roster lists what is kept.
  }
}
