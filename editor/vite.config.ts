import { defineConfig, type Plugin } from "vite";

/** `new URL("…/name.worker.ts", import.meta.url)` */
const WORKER = /new URL\(\s*"([^"]+\.worker(?:\.ts)?)",\s*import\.meta\.url,?\s*\)/g;

/**
 * Workers as entries of the page's own build: what the page and its workers have in common is one file for all of them. As
 * vite builds workers, each would carry a copy of its own.
 */
function workersWithThePage(): Plugin {
  return {
    name: "workers with the page",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/editor/") || !code.includes(".worker")) return null;
      const changed = code.replace(WORKER, (_, path: string) => {
        const entry = path.startsWith(".") ? new URL(path, `file://${id}`).pathname : path;
        const name = path.replace(/^.*\/|\.ts$/g, "");
        return `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: "chunk", id: entry, name })}`;
      });
      return changed === code ? null : { code: changed, map: null };
    },
  };
}

/** Static files that work from any path of any host: nothing in them names where they stand. */
export default defineConfig({
  base: "./",
  // JSX by vite's own transformer: the page needs no hot reload of components.
  oxc: { jsx: { runtime: "automatic" } },
  plugins: [workersWithThePage()],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // A font or a picture within a style sheet would be fetched before it is needed.
    assetsInlineLimit: 0,
    // Files that the page shares with its workers are fetched by code that may have no document to preload for: style sheets
    // only, which no worker has.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) =>
        hostType === "html" ? files : files.filter((f) => f.endsWith(".css")),
    },
    chunkSizeWarningLimit: 4_000,
    reportCompressedSize: false,
    rolldownOptions: {
      // Components for servers say "use client", which means nothing in a page.
      onLog: (level, log, next) => log.code === "MODULE_LEVEL_DIRECTIVE" || next(level, log),
      // Files that are only read for what they export: one that is fetched late does not come early with a neighbour.
      treeshake: { moduleSideEffects: [{ test: /\/(?:compiler|runtime)\/.*\.ts$/, sideEffects: false }] },
    },
  },
});
