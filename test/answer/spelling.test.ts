import { expect, test } from "vitest";
import { createMend, weighMistakes } from "../../src/answer/spelling.ts";

const mend = createMend(
  new Map([
    ["адвоката", 9],
    ["больницы", 4],
    ["пожаловаться", 3],
    ["государство", 20],
    ["сделать", 5],
    ["опеку", 6],
    ["денги", 1],
    ["деньги", 7],
    ["what", 90],
    ["heading", 9],
    ["allowance", 30],
    ["проезд", 8],
    ["понимать", 4],
  ]),
);

test.each([
  ["одваката", "адвоката"],
  ["балницы", "больницы"],
  ["пожаловатся", "пожаловаться"],
  ["госудраство", "государство"],
  ["зделать", "сделать"],
  ["апеку", "опеку"],
  ["alowance", "allowance"],
  ["allowence", "allowance"],
])("a mistake that people make is mended: %s", (typed, meant) => {
  expect(mend(typed)).toBe(meant);
});

test.each(["wheat", "heating", "поезд", "поднимать", "кот", "x".repeat(2000)])(
  "another word is no mistake: %s",
  (word) => {
    expect(mend(word)).toBeUndefined();
  },
);

test("of words that are as near, the most frequent was meant", () => {
  const two = createMend(
    new Map([
      ["отдала", 1],
      ["отдали", 9],
    ]),
  );
  expect(two("отдале")).toBe("отдали");
});

test("mistakes weigh the same both ways where letters are only exchanged, and nothing where there are none", () => {
  expect(weighMistakes("завод", "завод", 2)).toBe(0);
  expect(weighMistakes("зовод", "завод", 2)).toBe(weighMistakes("завод", "зовод", 2));
  expect(weighMistakes("аб", "ба", 2)).toBe(1);
  expect(weighMistakes("абв", "эюя", 2)).toBe(Number.POSITIVE_INFINITY);
});
