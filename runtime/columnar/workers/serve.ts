/** A worker's side: kernels handed over are instantiated once and run on the chunks that the worker takes. */
import { partOf, type Rows } from "../part.js";
import { Wasm } from "../webassembly.js";
import { type Job, type Message, takeChunks, WORD } from "./messages.js";

/** Instances that are kept for the next run of the same kernel. */
const KEPT = 8;

/** What a host calls with each message that its worker gets. Never throws: what fails is told through the control words. */
export function server(): (message: Message) => void {
  const parts = new Map<number, Rows>();
  return (message) => {
    if (message.kind === "forget") return void parts.delete(message.id);
    const part = parts.get(message.id) ?? instance(message);
    parts.delete(message.id);
    parts.set(message.id, part);
    for (const id of parts.keys()) if (parts.size > KEPT) parts.delete(id);
    run(message, part);
  };
}

function instance(job: Job): Rows {
  return partOf(new Wasm.Instance(job.module, { m: { memory: job.memory } }), job.vectors, job.call);
}

function run(job: Job, part: Rows): void {
  const { control } = job;
  Atomics.add(control, WORD.busy, 1);
  try {
    takeChunks(job, (from, to) => part(from, to, job.base, 0));
  } catch {
    Atomics.store(control, WORD.failed, 1);
  } finally {
    Atomics.sub(control, WORD.busy, 1);
    Atomics.notify(control, WORD.busy);
  }
}
