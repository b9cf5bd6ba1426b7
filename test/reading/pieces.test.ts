import { describe, expect, test } from "vitest";
import { formatCount } from "../../src/reading/count.ts";
import { legalRank } from "../../src/reading/legal-heading.ts";
import { takeNumber } from "../../src/reading/number.ts";
import { makeJoiner } from "../../src/reading/pdf-hyphens.ts";
import { readRows } from "../../src/reading/table.ts";

test.each([
  ["12. The State party", "12", "1."],
  ["3.1 Общие положения", "3.1", "1.1"],
  ["5-2) пособие", "5-2", "1)"],
  ["(a) the right to work", "a", "(a)"],
  ["б) копия", "б", "a)"],
  ["– копия", null, "•"],
])("%s is numbered", (text, number, style) => {
  expect(takeNumber(text)).toMatchObject({ number, style });
});

test.each(["2022. The year", "1.5 million women", "26 декабря", "12", "a word", "-5 degrees", "I. am"])(
  "%s is not",
  (text) => {
    expect(takeNumber(text)).toBeNull();
  },
);

test.each([
  ["Статья 11. Занятость", 3],
  ["11-бап. Еңбек ету құқығы", 3],
  ["Глава 2", 1],
  ["2-тарау. Көмек", 1],
  ["Article 16. Marriage equality and family law", 3],
  ["§ 3. Порядок", 2],
])("%s is a heading", (text, rank) => {
  expect(legalRank(text)).toBe(rank);
});

test.each([
  "Статья 11 Кодекса устанавливает права. Она важна.",
  "Article 31 of the Code provides that",
  "Глава государства подписал закон",
  "Part of the text",
])("%s is none", (text) => {
  expect(legalRank(text)).toBeNull();
});

describe("a hyphen at a line's end", () => {
  const joiner = makeJoiner([
    "the follow-up of the decision-making",
    "socio-economic",
    "information on women",
    "бытовой, социально-бытовое",
  ]);
  test.each([
    ["on the follow-", "up of it", "on the follow-up of it"],
    ["on informa-", "tion of", "on information of"],
    ["in Asia-", "Pacific", "in Asia-Pacific"],
    ["the period 2020-", "2023 was", "the period 2020-2023 was"],
    ["в сфере семейно-", "бытовых отношений", "в сфере семейно-бытовых отношений"],
    ["the employ\u00AD", "ment of", "the employment of"],
    ["no hyphen", "here", "no hyphen here"],
  ])("%s | %s", (text, next, joined) => {
    expect(joiner.join(text, next)).toBe(joined);
  });
});

describe("a table, row by row", () => {
  const cell = (text: string, columns = 1, rows = 1, head = false) => ({ text, notes: [], head, columns, rows });
  test("with two lines of names and a cell that spans rows", () => {
    const rows = readRows(
      [
        [cell("Region", 1, 2, true), cell("2022", 2, 1, true)],
        [cell("Women", 1, 1, true), cell("Men", 1, 1, true)],
        [cell("Almaty", 1, 2), cell("5"), cell("6")],
        [cell("7"), cell("8")],
      ],
      "Table 1",
    );
    expect(rows.map(({ text, over }) => [text, over])).toEqual([
      ["Region: Almaty; 2022, Women: 5; 2022, Men: 6", "Table 1"],
      ["Region: Almaty; 2022, Women: 7; 2022, Men: 8", "Table 1"],
    ]);
  });

  test("a line across all columns stands over what follows", () => {
    const rows = readRows([[cell("Age"), cell("Share")], [cell("Villages", 2)], [cell("16"), cell("3")]], null);
    expect(rows.map(({ text, over }) => [text, over])).toEqual([["Age: 16; Share: 3", "Villages"]]);
  });
});

test("counting", () => {
  expect([4, 27].map((count) => formatCount(count, "a"))).toEqual(["d", "aa"]);
  expect([4, 1999].map((count) => formatCount(count, "i"))).toEqual(["iv", "mcmxcix"]);
});
