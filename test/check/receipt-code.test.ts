import { expect, test } from "vitest";
import { makeCode, readCode } from "../../src/check/receipt-code.ts";

test("a code has ten letters that can't be taken for another, and no two are alike", () => {
  const codes = Array.from({ length: 5000 }, makeCode);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/u);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(readCode(code)).toBe(code);
});

test.each([
  ["7k3m9-qx2tb", "7K3M9QX2TB"],
  [" 7K3M9 QX2TB\n", "7K3M9QX2TB"],
  ["OIL0000000", "0110000000"],
])("reads %j as a person types it", (typed, code) => expect(readCode(typed)).toBe(code));

test.each(["", "7K3M9QX2T", "7K3M9QX2TBB", "7K3M9QX2TU", "../../etc/", "ЖСНЖСНЖСНЖ", "0".repeat(1e6), "%00%00%00%"])(
  "takes no %j for a code",
  (typed) => expect(readCode(typed)).toBeNull(),
);
