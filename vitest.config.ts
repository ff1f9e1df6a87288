import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["node_modules/**", ".stryker-tmp/**"],
    testTimeout: 30_000,
    coverage: { provider: "v8", include: ["grammar/**", "compiler/**", "runtime/**", "cli/**"] },
  },
});
