/**
 * The browser that the page is tested in: Chromium as the machine has it. Where there is none, and this is a Debian whose
 * packages may be installed, it is installed; else what to do is printed. The tests themselves fail without a browser.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

export const HOW =
  "No Chromium was found. Install one (on Debian: apt-get install chromium fonts-noto-cjk), or name it in the variable CHROMIUM.";

/** The path of a Chromium: the variable CHROMIUM, then the search path, then the usual places. Null: there is none. */
export function findBrowser(): string | null {
  const named = process.env.CHROMIUM;
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...(named ? [named] : []), ...onPath, ...PLACES].find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function ensure(): void {
  if (findBrowser()) return;
  const debian = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (debian) {
    console.error("Installing Chromium and Chinese fonts for the tests of the page …");
    const options = { stdio: ["ignore", 2, 2] as ["ignore", number, number] };
    spawnSync("apt-get", ["update", "-qq"], options);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"], options);
  }
  if (!findBrowser()) console.error(HOW);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensure();
