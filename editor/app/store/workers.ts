/** The two workers. One that dies is replaced, told of, and what it held is put back by `onRevived`. */
import { proxy, type Remote, wrap } from "comlink";
import type { EngineApi, LanguageApi, OnProgress } from "../../worker/protocol.js";
import { tell, WORKER_DIED } from "./notices.js";

interface Lane<Api> {
  readonly api: Remote<Api>;
}

let languageLane: Lane<LanguageApi> | null = null;
let engineLane: Lane<EngineApi> | null = null;
const revivals = new Set<() => void>();

/** A call that was under way when its worker died. Whoever asked asks again when the worker is back. */
class WorkerDied extends Error {
  override readonly name = WORKER_DIED;
}

/** Called after a worker was replaced: the engine holds no roster then. */
export function onRevived(again: () => void): void {
  revivals.add(again);
}

export function language(): Remote<LanguageApi> {
  languageLane ??= lane(
    new Worker(new URL("../../worker/language.worker.ts", import.meta.url), { type: "module", name: "language" }),
    () => {
      languageLane = null;
    },
  );
  return languageLane.api;
}

export function engine(): Remote<EngineApi> {
  engineLane ??= lane(
    new Worker(new URL("../../worker/engine.worker.ts", import.meta.url), { type: "module", name: "engine" }),
    () => {
      engineLane = null;
    },
  );
  return engineLane.api;
}

function lane<Api>(worker: Worker, died: () => void): Lane<Api> {
  const dead = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker.terminate();
      died();
      tell("error", {
        zh: "后台计算意外中断，已重新启动。文本没有丢失。",
        en: "The background computation stopped and was started again. No text was lost.",
      });
      reject(new WorkerDied());
      for (const again of revivals) again();
    });
  });
  // Nobody may be waiting when it dies.
  dead.catch(() => {});
  return { api: guarded(wrap<Api>(worker), dead) };
}

/** The same methods; a call also ends when the worker does. */
function guarded<Api>(api: Remote<Api>, dead: Promise<never>): Remote<Api> {
  const methods = api as unknown as Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>;
  const call =
    (name: string) =>
    (...args: unknown[]) =>
      Promise.race([methods[name]?.(...args), dead]);
  return new Proxy({}, { get: (_, name) => (typeof name === "string" ? call(name) : undefined) }) as Remote<Api>;
}

let signals = 0;

/** A number for a long call, and what stops it. */
export function signal(): { readonly id: number; readonly cancel: () => void } {
  signals += 1;
  const id = signals;
  return { id, cancel: () => void engine().cancel(id) };
}

/** A callback that the worker may call. */
export function onProgress(told: OnProgress): OnProgress {
  return proxy(told);
}
