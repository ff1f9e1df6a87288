/** One thread of the engine's crew: runs the kernels that it is handed on memory that it shares with the engine. */
import { type Message, server } from "../../runtime/columnar/workers/index.js";

const serve = server();

postMessage("ready");

globalThis.onmessage = ({ data }: MessageEvent<Message>) => serve(data);
