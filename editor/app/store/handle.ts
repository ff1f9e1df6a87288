/** What a page's console and its tests may ask of the text. It changes nothing by itself. */
import { useWork } from "./state.js";
import { revealInText } from "./text.js";

export interface Handle {
  /** The text as it stands. */
  readonly text: () => string;
  /** Selects the first place where this stands, or a part of it; false: nowhere. */
  readonly select: (wanted: string, from?: number, to?: number) => boolean;
}

declare global {
  interface Window {
    fen: Handle;
  }
}

export function offerHandle(): void {
  const text = () => useWork.getState().document?.text ?? "";
  window.fen = {
    text,
    select: (wanted, from = 0, to = wanted.length) => {
      const at = text().indexOf(wanted);
      if (at >= 0) revealInText(at + from, at + to);
      return at >= 0;
    },
  };
}
