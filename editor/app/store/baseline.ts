import { reevaluate, requestFor } from "./evaluation.js";
import { tellFault } from "./notices.js";
import { useWork } from "./state.js";
import { engine } from "./workers.js";

/** What is understood now becomes what later results are compared with. */
export async function setBaseline(name?: string): Promise<void> {
  const { good, document } = useWork.getState();
  if (!good || !document) return;
  try {
    await engine().setBaseline(requestFor(good));
    useWork.setState({ baseline: { name: name ?? good.policy.version, good, text: document.text } });
    reevaluate();
  } catch (error) {
    tellFault(error);
  }
}
