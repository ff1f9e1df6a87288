import { defineConfig } from "vitest/config";

/** The tests that mutants are held against: those of the meaning, without processes, servers and the repository itself. */
export default defineConfig({
  test: {
    include: ["tests/{runtime,conformance,drafting,analysis,compiler}/**/*.test.ts"],
    exclude: ["node_modules/**"],
    testTimeout: 60_000,
  },
});
