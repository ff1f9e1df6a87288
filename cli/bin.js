#!/usr/bin/env node
// The one file that Node reads before TypeScript is understood.
import { register } from "tsx/esm/api";

register();
const { start } = await import("./main.ts");
await start();
