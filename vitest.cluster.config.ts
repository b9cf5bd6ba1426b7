import { defineConfig } from "vitest/config";

/** Real Weaviate processes, killed and brought back: one file after the other, with time for a busy machine. */
export default defineConfig({
  test: {
    include: ["test/cluster/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    globalSetup: "./test/cluster/cluster-setup.ts",
    pool: "forks",
    fileParallelism: false,
    reporters: ["default", "./scripts/count-reporter.mjs"],
  },
});
