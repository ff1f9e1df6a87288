/** Mutation testing of what defines the meaning. By hand: `npm run mutation`. */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.config.ts", related: false },
  mutate: ["runtime/reference/**/*.ts", "compiler/check/**/*.ts"],
  coverageAnalysis: "perTest",
  concurrency: 2,
  incremental: true,
  incrementalFile: "reports/stryker-incremental.json",
  reporters: ["clear-text", "progress", "html"],
  tempDirName: ".stryker-tmp",
  thresholds: { high: 90, low: 75, break: null },
};
