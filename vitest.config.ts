import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    // They need a Weaviate server: npm run test:cluster.
    exclude: ["test/cluster/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: "./test/shared-index.ts",
    pool: "forks",
    // One more than the gate has cores: a third of the tests wait for a process, a fault or a deadline.
    maxWorkers: 3,
    minWorkers: 1,
    reporters: ["default", "./scripts/count-reporter.mjs"],
  },
});
