// Node reads this file before TypeScript is understood in the thread.
import { parentPort } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { server } = await import("../../runtime/columnar/workers/index.ts");
parentPort?.on("message", server());
