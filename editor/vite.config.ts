import { defineConfig } from "vite";

/** Static files that work from any path of any host: nothing in them names where they stand. */
export default defineConfig({
  base: "./",
  // JSX by vite's own transformer: the page needs no hot reload of components.
  oxc: { jsx: { runtime: "automatic" } },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // A font or a picture within a style sheet would be fetched before it is needed.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4_000,
    reportCompressedSize: false,
    // Components for servers say "use client", which means nothing in a page.
    rolldownOptions: { onLog: (level, log, next) => log.code === "MODULE_LEVEL_DIRECTIVE" || next(level, log) },
  },
});
