import { expect, test } from "vitest";
import { createLimits } from "../../src/delivery/limits.ts";

test("R28 R31 a hundred thousand askers leave a bounded table, and who floods stays in it", () => {
  const limits = createLimits();
  for (let k = 0; k < 100_000; k += 1) {
    limits.take(`asker ${k}`, k);
    if (k % 50 === 0) limits.take("flood", 0);
  }
  expect(limits.size()).toBeLessThanOrEqual(10_000);
  expect(limits.take("flood", 0).pass).toBe(false);
});

test("R28 the bucket fills again, and a notice comes once in a minute", () => {
  const limits = createLimits({ quick: { burst: 2, refill: 1000 } });
  const verdicts = [0, 0, 0, 0, 1000, 1000, 61_500, 61_500, 61_500].map((now) => limits.take("one", now));
  expect(verdicts.map(({ pass }) => pass)).toEqual([true, true, false, false, true, false, true, true, false]);
  expect(verdicts.map((one) => (one.pass ? null : one.notice)).filter(Boolean)).toEqual(["too-many"]);
  expect(limits.take("one", 61_500)).toEqual({ pass: false, notice: null });
  limits.giveBack("one");
  expect(limits.take("one", 61_500).pass).toBe(true);
});
