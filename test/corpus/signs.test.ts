import { expect, test } from "vitest";
import { createSearch, readSign } from "../../src/corpus/signs.ts";

test.each([
  ["all parts must be there", ["beat", "me "], "he beats me", true],
  ["one is missing", ["beat", "me "], "he beats her", false],
  ["a space ends a word", ["me "], "a medal", false],
  ["any of the alternatives", ["hit me|beat me"], "they beat me", true],
  ["none of what must be absent", ["beat", "!how many"], "how many beat", false],
  ["it is absent", ["beat", "!how many"], "he beat", true],
  ["a slip in a long word", ["husband"], "my husbend", true],
  ["two letters swapped", ["beating"], "is baeting", true],
  ["a letter missing", ["strangle"], "he stangled me", true],
  ["no slip in a short word", ["knife"], "a knofe", false],
  ["no slip in an ending", ["құтқаршы"], "құтқарылған", false],
  ["Kazakh without its letters", ["ұрып жатыр"], "урып жатыр", true],
  ["ё, capitals and signs", ["бьет меня"], "Он БЬЁТ,   меня!", true],
])("%s", (_, parts, text, found) => {
  expect(createSearch(text)(readSign(parts))).toBe(found);
});
