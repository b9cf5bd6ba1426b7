import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { suggestConflicts } from "../../src/check/suggest-conflicts.ts";
import { createConflictLookup, findConflicts } from "../../src/corpus/conflicts.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { findFigures, indexFigures } from "../../src/corpus/figures.ts";
import { LANGUAGES } from "../../src/corpus/passage.ts";

const corpus = readCorpus("corpus");
const figures = indexFigures(corpus);

test("figures have their measure, unit, year and passage", () => {
  const of = (number: string) => figures.filter(({ passage }) => passage.endsWith(`/${number}`));
  expect(of("0474")).toContainEqual(
    expect.objectContaining({ written: "169,760", value: 169_760, unit: "individuals", year: "2022" }),
  );
  expect(of("0421")).toContainEqual(expect.objectContaining({ value: 22_400_000_000, unit: "tenge" }));
  expect(of("0099").map(({ value, year }) => [value, year])).toEqual([
    [1201, "2020"],
    [1855, "2021"],
    [3948, "2022"],
    [2822, "2023"],
  ]);
});

test("a figure stands in its sentence where it says; articles, orders and dates are none", () => {
  for (const { sentence, start, end, written } of figures) expect(sentence.slice(start, end)).toBe(written);
  const law = "By Order No. 3 dated 20 January 2023 and article 12, paragraph 1, of the Act, 5 cases were closed.";
  expect(findFigures({ id: "x/0001", text: law, introduction: null }).map(({ written }) => written)).toEqual(["5"]);
});

test("every conflict has two figures that stand in their passages, and is explained in three languages", () => {
  const conflicts = findConflicts(corpus);
  const entries = JSON.parse(readFileSync("corpus/cedaw-c-kaz-6/conflicts.json", "utf8")) as { conflicts: unknown[] };
  expect(conflicts).toHaveLength(entries.conflicts.length);
  for (const { sides, explanation, measure } of conflicts) {
    expect(new Set(sides.map(({ passage, figure }) => `${passage} ${figure}`)).size).toBe(sides.length);
    for (const { passage, figure } of sides) expect(corpus.find(passage)?.passage.text).toContain(figure);
    for (const language of LANGUAGES) expect([explanation[language], measure[language]]).not.toContain("");
  }
  expect(createConflictLookup(corpus)("cedaw-c-kaz-6/0474")[0]?.sides.map(({ figure }) => figure)).toEqual([
    "169,760",
    "169,495",
  ]);
});

test("nothing that the rule suspects is left unread", () => {
  const reviewed = corpus.documents.flatMap(({ figures: { different, conflicts } }) => [
    ...different,
    ...conflicts.flatMap(({ sides }) =>
      sides.flatMap((a) => sides.map((b) => [a.passage, b.passage] as [string, string])),
    ),
  ]);
  expect(suggestConflicts(figures, reviewed)).toEqual([]);
  expect(suggestConflicts(figures, []).length).toBeGreaterThan(0);
});

test("a conflict is left out once its passage has changed", () => {
  const folder = mkdtempSync(join(tmpdir(), "kenes-figures-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync("corpus", folder, { recursive: true });
  const file = join(folder, "cedaw-c-kaz-6/report.en.txt");
  writeFileSync(file, readFileSync(file, "utf8").replace("169,760 individuals", "169,495 individuals"));
  expect(findConflicts(readCorpus(folder)).map(({ id }) => id)).not.toContain("legal-aid-2022");
  expect(findConflicts(corpus).map(({ id }) => id)).toContain("legal-aid-2022");
});
