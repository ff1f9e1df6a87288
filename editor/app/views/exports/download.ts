import type { FormFile } from "../../../worker/results/protocol.js";

/** Hands a file to the browser, which asks where to put it. Nothing leaves the machine. */
export function download({ name, type, bytes }: FormFile): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
