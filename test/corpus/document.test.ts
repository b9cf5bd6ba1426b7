import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { readDocument } from "../../src/corpus/document.ts";

const CORPUS = "corpus";
const ID = "cedaw-c-kaz-6";
const folders: string[] = [];

function copyOfCorpus(): string {
  const folder = mkdtempSync(join(tmpdir(), "kenes-corpus-"));
  folders.push(folder);
  cpSync(CORPUS, folder, { recursive: true });
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("the report", () => {
  const report = readDocument(CORPUS, ID);

  test("has 559 passages, none with a bookmark or a footnote mark", () => {
    expect(report.passages).toHaveLength(559);
    expect(report.passages.filter((passage) => /bookmark|footnoteRef|\[\d+:/u.test(passage.text))).toEqual([]);
  });

  test("keeps footnotes as notes of their passage", () => {
    const notes = report.passages.flatMap((passage) => passage.notes);
    expect(notes).toHaveLength(3);
    expect(notes[0]).toBe("https://economy.kz/ru/Novosti_instituta/id=5766.");
  });

  test("moves a provision that opens a paragraph into the place", () => {
    const passage = report.passages.find((each) => each.text.startsWith("The objectives of the State family policy"));
    expect(passage?.place.at(-1)).toBe("Article 5 (b)");
    expect(passage?.place.at(-2)).toBe("Article 5. Gender roles and stereotypes");
  });

  test("leaves an article of a domestic code in the text", () => {
    const passage = report.passages.find((each) => each.text.startsWith("Article 10 of the Code on marriage"));
    expect(passage?.place.at(-1)).toBe("Article 16, paragraph 1 (b)");
  });

  test("keeps a list item with what introduces it", () => {
    const item = report.passages.find((each) => each.text.startsWith("A monthly State allowance for large families"));
    expect(item?.introduction).toMatch(/^A national framework of support .*:$/u);
  });

  test("gives every passage an id of its own and the hash of its text", () => {
    expect(new Set(report.passages.map((passage) => passage.id)).size).toBe(559);
    expect(report.passages[122]?.id).toBe("cedaw-c-kaz-6/0123");
    expect(report.passages.every((passage) => /^sha256:[0-9a-f]{64}$/u.test(passage.hash))).toBe(true);
  });

  test("keeps every other id when paragraphs are changed, added and taken out", () => {
    const corpus = copyOfCorpus();
    const file = join(corpus, ID, "report.en.txt");
    const lines = readFileSync(file, "utf8").split("\n");
    const changed = lines.findIndex((line) => line.includes("A total of 10,446,022 condoms"));
    const removed = lines.findIndex((line) => line.includes("The main target of rape"));
    lines[changed] = "\tSomething else stands here now.";
    lines[removed] = "";
    lines.splice(40, 0, "\tA paragraph that nobody has seen before.");
    writeFileSync(file, lines.join("\n"));
    const after = readDocument(corpus, ID);
    const textOf = new Map(report.passages.map((passage) => [passage.id, passage.text]));
    const kept = after.passages.filter((passage) => textOf.get(passage.id) === passage.text);
    expect(kept).toHaveLength(557);
    expect(after.passages.find((passage) => passage.text.startsWith("A paragraph that nobody"))?.id).toBe(`${ID}/0560`);
    expect(after.edition).not.toBe(report.edition);
  });
});

describe("a document that can't be read", () => {
  test.each([
    ["an empty text", "report.en.txt", "", /holds no paragraph/u],
    ["bytes that are no UTF-8", "report.en.txt", Buffer.from([9, 0xff, 0xfe, 0x41]), /not UTF-8/u],
    ["a broken description", "document.json", "{", /not valid JSON/u],
    ["a description without a symbol", "document.json", "{}", /symbol/u],
  ])("%s is named with its reason, and the others go in", (_name, file, content, reason) => {
    const corpus = copyOfCorpus();
    cpSync(join(corpus, ID), join(corpus, "broken"), { recursive: true });
    writeFileSync(join(corpus, "broken", file), content);
    const { documents, refused } = readCorpus(corpus);
    expect(documents.map((document) => document.id)).toEqual([ID]);
    expect(refused.map((error) => error.document)).toEqual(["broken"]);
    expect(refused[0]?.message).toMatch(reason);
  });
});
