import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import { expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { listReferences, type References } from "../../src/web/references.ts";

const corpus = readCorpus("corpus");
const messages = readMessages();
const now = Date.parse("2026-11-24T20:30:00Z");

function references(id: string, title?: string): References {
  const found = corpus.find(id);
  if (!found) throw new Error(`There is no passage ${id}`);
  const document =
    title === undefined ? found.document : { ...found.document, titles: { en: title, ru: title, kk: title } };
  return listReferences({ passage: found.passage, document }, { base: "https://kenes.example.kz", now, messages });
}

test("a citation to print names the document, its edition, the place, the link and Kazakhstan's day of access", () => {
  const { sentences } = references("cedaw-c-kaz-6/0060");
  expect(sentences).toEqual({
    en: "CEDAW/C/KAZ/6. Sixth periodic report of Kazakhstan under the Convention on the Elimination of All Forms of Discrimination against Women. Edition: 2023. Part I. General information › 5. Human rights information and publicity, passage 60 (as numbered by Kenes). https://kenes.example.kz/p/cedaw-c-kaz-6/0060 (accessed 25 November 2026).",
    ru: expect.stringMatching(
      /^CEDAW\/C\/KAZ\/6\. Шестой .*, абз\. 60 \(нумерация Kenes\)\. URL: .* \(дата обращения: 25 ноября 2026 г\.\)\.$/u,
    ),
    kk: expect.stringMatching(
      /^CEDAW\/C\/KAZ\/6\. Қазақстанның .*, 60-абзац \(.*\)\. URL: .* \(қаралған күні: 2026 ж\. 25 қараша\)\.$/u,
    ),
  });
});

test.each(corpus.documents.flatMap(({ passages }) => passages.filter((_, k) => k % 50 === 0).map(({ id }) => id)))(
  "what reference managers read of %s is what was written",
  (id) => {
    const { csl, bibtex, permalink } = references(id);
    const [item] = JSON.parse(csl) as Record<string, unknown>[];
    expect(new Cite(csl).data[0]).toMatchObject({ type: "report", number: "CEDAW/C/KAZ/6", URL: permalink });
    expect(item).toMatchObject({ issued: { "date-parts": [[2023]] }, accessed: { "date-parts": [[2026, 11, 25]] } });
    expect(new Cite(bibtex).data[0]).toMatchObject({
      type: "report",
      title: item?.title,
      number: "CEDAW/C/KAZ/6",
      URL: permalink,
      issued: { "date-parts": [[2023]] },
      accessed: { "date-parts": [[2026, 11, 25]] },
      // The reader files an institution in braces under the family name: whole, which is what matters.
      author: [{ family: "United Nations, Committee on the Elimination of Discrimination against Women" }],
    });
  },
);

test("signs that TeX would take for commands come through", () => {
  const title = "100 % of A&B #1: x_y {z} $5 “ә”";
  expect(new Cite(references("cedaw-c-kaz-6/0060", title).bibtex).data[0]).toMatchObject({ title });
});
