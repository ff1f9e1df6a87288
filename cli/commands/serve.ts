import { serve as listen, type ServerType } from "@hono/node-server";
import { type Console, say } from "../io/console.js";
import { EXIT, UsageError } from "../io/errors.js";
import { reportText } from "../report/text.js";
import { app } from "../server/app.js";
import { type Build, buildIfStale, DIST, readBuild } from "../server/files.js";
import { type Sample, sample } from "../server/sample.js";
import type { CommandSpec } from "../spec.js";

const HOST = "127.0.0.1";

export const serve: CommandSpec = {
  name: "serve",
  about: { en: "open the editor in a browser, on this machine only", zh: "在本机浏览器中打开编辑器" },
  examples: [{ line: "fen serve --port 8321", about: { en: "until Ctrl-C", zh: "按 Ctrl-C 结束" } }],
  args: [],
  options: [
    {
      flags: "--port <n>",
      about: { en: "port; 0 for any that is free", zh: "端口；0 表示任一空闲端口" },
      fallback: "8321",
    },
  ],
  run: async (console, _, options) => {
    const port = Number(options.port);
    if (!/^\d{1,5}$/.test(options.port as string) || port > 65_535) {
      throw new UsageError(`\`--port\` takes a number up to 65535.`, "`--port` 须为不超过 65535 的数。");
    }
    await buildIfStale(() => console.err(`${say(console, "Building the editor …", "正在生成编辑器页面……")}\n`));
    const server = await start(readBuild(DIST), port);
    const address = server.address();
    const open = `http://${HOST}:${typeof address === "object" && address ? address.port : port}/`;
    console.out(`${open}\n\n${budget(sample("yubei"), console)}`);
    console.err(`${say(console, "Ctrl-C stops it.", "按 Ctrl-C 结束。")}\n`);
    await stopped(server);
    return EXIT.ok;
  },
};

function budget({ title, note, report }: Sample, console: Console): string {
  return reportText(report, { head: [title, note], assumed: report.result.assumptions, readings: {} }, console.lang);
}

function start(build: Build, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app(build).fetch, hostname: HOST, port }, () => resolve(server));
    server.on("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken
          ? new UsageError(
              `Port ${port} is in use. \`--port 0\` takes one that is free.`,
              `端口 ${port} 已被占用。\`--port 0\` 会选一个空闲端口。`,
            )
          : error,
      );
    });
  });
}

/** How often it is looked whether npm is still there, in milliseconds. */
const LOOK = 500;

/** Until somebody interrupts; open connections are not waited for. */
function stopped(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    // A signal to npm alone reaches the shell between npm and here, and not this process.
    const parent = process.ppid;
    const look = process.env.npm_lifecycle_event ? setInterval(() => process.ppid !== parent && stop(), LOOK) : null;
    const stop = () => {
      if (look) clearInterval(look);
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      server.close(() => resolve());
      if ("closeAllConnections" in server) server.closeAllConnections();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}
