import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    setupFiles: ["tests/support/setup.ts"],
    testTimeout: 120_000,
    coverage: { provider: "v8", include: ["grammar/**", "compiler/**", "runtime/**", "cli/**"] },
    projects: [
      {
        extends: true,
        test: {
          name: "tests",
          include: ["tests/**/*.test.ts"],
          exclude: ["node_modules/**", ".stryker-tmp/**", "tests/browser/**"],
        },
      },
      {
        extends: true,
        test: {
          // A browser and its page's workers fill a small machine: one at a time, after the others.
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // What a test polls for arrives when the machine has come to it.
          expect: { poll: { timeout: 60_000 } },
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
