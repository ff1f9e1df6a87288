/** Several threads over shared memory. */
export { type Crew, crew, type Hand, isForCrew } from "./crew.js";
export type { Message } from "./messages.js";
export { server } from "./serve.js";
