/** The built page and a browser, for tests, pictures and the bench. */
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { type Browser, chromium } from "playwright-core";
import { app } from "../../cli/server/app.js";
import { buildIfStale, DIST, readBuild } from "../../cli/server/files.js";
import { findBrowser, HOW } from "../../scripts/ensure-browser.js";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export interface Launched {
  readonly browser: Browser;
  /** Where the page is served, with a slash at its end. */
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** Builds the page if need be, serves it on a free port of this machine, and starts a browser. Throws how to get one. */
export async function launch(): Promise<Launched> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(HOW);
  await buildIfStale();
  const build = readBuild(DIST);
  const server = await new Promise<Server>((resolve) => {
    const made = serve({ fetch: app(build).fetch, hostname: "127.0.0.1", port: 0 }, () => resolve(made as Server));
  });
  const at = server.address();
  const port = typeof at === "object" && at ? at.port : 0;
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const close = async () => {
    await browser.close();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  return { browser, address: `http://127.0.0.1:${port}/`, close };
}
