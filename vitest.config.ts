import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["node_modules/**", ".stryker-tmp/**"],
    setupFiles: ["tests/support/setup.ts"],
    testTimeout: 120_000,
    coverage: { provider: "v8", include: ["grammar/**", "compiler/**", "runtime/**", "cli/**"] },
  },
});
