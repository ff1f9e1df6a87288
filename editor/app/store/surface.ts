/** The language of the policy's text, apart from that of the interface. */
import { tell } from "./notices.js";
import { useWork } from "./state.js";
import { edit } from "./text.js";
import { language } from "./workers.js";

/** Writes the text in the other language, as one change; what it means, and its hash, stay. */
export async function writeIn(surface: "zh" | "en"): Promise<void> {
  const { document, edition } = useWork.getState();
  if (!document) return;
  const edits = await language().inSurface(document, surface);
  if (useWork.getState().edition !== edition) return;
  if (edits === null) {
    tell("warning", {
      zh: "文本里还有错误，改正以后才能换成另一种文字。",
      en: "The text still has errors; once they are put right it can be written in the other language.",
    });
    return;
  }
  edit(edits);
}
