/** The two workers. One that dies is replaced, told of, and what it held is put back by `onRevived`. */
import { proxy, type Remote, wrap } from "comlink";
import type { EngineApi, LanguageApi, OnProgress } from "../../worker/protocol.js";
import { tell } from "./notices.js";

interface Lane<Api> {
  worker: Worker;
  api: Remote<Api>;
}

let languageLane: Lane<LanguageApi> | null = null;
let engineLane: Lane<EngineApi> | null = null;
const revivals = new Set<() => void>();

/** Called after the engine was replaced: it holds no roster then. */
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
      for (const again of revivals) again();
    },
  );
  return engineLane.api;
}

function lane<Api>(worker: Worker, died: () => void): Lane<Api> {
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    worker.terminate();
    tell("error", {
      zh: "后台计算意外中断，已重新启动。文本没有丢失。",
      en: "The background computation stopped and was started again. No text was lost.",
    });
    died();
  });
  return { worker, api: wrap<Api>(worker) };
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
