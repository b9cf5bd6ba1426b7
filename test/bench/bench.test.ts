import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

/** The benchmarks run for hours; that they run at all is seen with a thousand views and two questions. */

/** Several processes, one after the other, on a machine that may be busy. */
const TIME = 240_000;

let results: string;
beforeAll(() => {
  results = mkdtempSync(join(tmpdir(), "kenes-bench-test-"));
});
afterAll(() => rmSync(results, { recursive: true, force: true }));

const bench = (...given: string[]) =>
  execFileSync(process.execPath, ["scripts/bench.mjs", ...given, "--results", results], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

test(
  "a thousand made views are built, opened and searched, and recall is what it is on real ones",
  () => {
    const row = z
      .object({
        views: z.literal(1000),
        bytesAView: z.number().positive(),
        search: z.object({ p50: z.number().positive() }),
        widths: z.array(z.object({ width: z.number(), recall: z.number() })),
      })
      .parse(JSON.parse(bench("million", "--sizes", "1000", "--questions", "6")));
    expect(row.widths.find(({ width }) => width === 96)?.recall).toBeGreaterThanOrEqual(0.95);
  },
  TIME,
);

test(
  "Kenes is asked as its peers are",
  () => {
    bench("peers", "--peers", "kenes", "--questions", "2", "--no-bursts");
    const { peers } = z
      .object({ peers: z.array(z.object({ name: z.string(), question: z.object({ p50: z.number().positive() }) })) })
      .parse(JSON.parse(readFileSync(join(results, "peers-all.json"), "utf8")));
    expect(peers.map(({ name }) => name)).toEqual(["kenes"]);
  },
  TIME,
);
