import { runExamples } from "../../../runtime/index.js";
import type { EngineApi } from "../protocol.js";

/** Runs the policy's own examples. They need no roster. */
export const examples: EngineApi["examples"] = async (policy) =>
  runExamples(policy).map(({ title, passed, outcomes }) => ({ title, passed, outcomes }));
