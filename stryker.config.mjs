/** Mutation testing of what defines the meaning. By hand: `npm run mutation`, or with `-- --mutate runtime/reference/ways.ts`. */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  mutate: ["runtime/reference/**/*.ts", "compiler/check/**/*.ts"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  incremental: true,
  incrementalFile: "reports/stryker-incremental.json",
  reporters: ["clear-text", "progress", "html"],
  tempDirName: ".stryker-tmp",
  // Stryker would rewrite it with a compiler API that TypeScript 7 no longer has; nothing in the sandbox is type-checked.
  tsconfigFile: "tsconfig.none.json",
  thresholds: { high: 90, low: 75, break: null },
};
