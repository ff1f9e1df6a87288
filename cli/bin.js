#!/usr/bin/env node
// The one file that Node reads before TypeScript is understood. If the rest cannot even be loaded, that is exit code 70.
try {
  const { register } = await import("tsx/esm/api");
  register();
  const { start } = await import("./main.ts");
  await start();
} catch (error) {
  console.error(
    "fen could not start; in a checkout, `npm ci` installs what it needs. / fen 无法启动；在源码目录中可先运行 `npm ci`。",
  );
  console.error(error);
  process.exitCode = 70;
}
