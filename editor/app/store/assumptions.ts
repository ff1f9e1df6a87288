/** What is assumed for amounts that a person enters after acceptance, where the roster has no column of them yet. */
import type { Assumed } from "../../../runtime/simulate/index.js";
import { reevaluate, requestFor } from "./evaluation.js";
import { tellFault } from "./notices.js";
import { useWork } from "./state.js";
import { engine } from "./workers.js";

/** Null: nothing is assumed for this benefit. What is compared with is worked out under the same assumptions. */
export async function assume(benefit: string, assumed: Assumed | null): Promise<void> {
  const { [benefit]: _, ...others } = useWork.getState().entered;
  useWork.setState({ entered: assumed === null ? others : { ...others, [benefit]: assumed } });
  const { baseline } = useWork.getState();
  try {
    if (baseline) await engine().setBaseline(requestFor(baseline.good));
  } catch (error) {
    tellFault(error);
  }
  reevaluate();
}
