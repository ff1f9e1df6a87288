/**
 * Installs what is missing, so that `npm start` and `npm test` work on a fresh clone.
 * Needs nothing but Node. Does nothing (a few milliseconds) when node_modules agrees with the lock.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);

function readJson(path) {
  try {
    return JSON.parse(readFileSync(new URL(path, root), "utf8"));
  } catch {
    return null;
  }
}

/** Whether every package of the lock is installed in the version that the lock states. */
function inStep() {
  const wanted = readJson("package-lock.json")?.packages;
  const installed = readJson("node_modules/.package-lock.json")?.packages;
  if (!wanted || !installed) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "") continue;
    const found = installed[path];
    if (!found) {
      // Packages for other platforms are left out by npm on purpose.
      if (entry.optional || entry.peer) continue;
      return false;
    }
    if (found.version !== entry.version) return false;
  }
  return true;
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Node 20.19 or later is needed; this is ${process.versions.node}. / 需要 Node 20.19 或更高版本，当前为 ${process.versions.node}。`,
  );
  process.exit(1);
}

if (!inStep()) {
  console.error("Installing the packages of package-lock.json … / 正在安装 package-lock.json 所列的软件包……");
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const result = spawnSync(command, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: fileURLToPath(root),
    // npm's own words are messages, not data.
    stdio: ["ignore", 2, 2],
    shell: command === "npm" && process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error(
      "The packages could not be installed: see npm's message above. / 软件包安装失败，见上方 npm 的提示。",
    );
    process.exit(1);
  }
}
