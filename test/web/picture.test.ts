import { expect, test } from "vitest";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { LANGUAGES } from "../../src/corpus/passage.ts";
import { shorten, shortenPlace } from "../../src/web/picture.tsx";
import { createPictures, PicturesBusy } from "../../src/web/pictures.ts";

const card = { language: "kk", source: "CEDAW/C/KAZ/6", place: "§ 1", note: null, mark: "7K3M9QX2TB" } as const;

test("a card is a PNG of the size that social media ask for", async () => {
  const png = await createPictures().draw({ ...card, quote: "Әйелдердің құқықтары" });
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
});

test("every letter that Kazakh has beyond Russian, and every sign we set, has a shape of its own", async () => {
  const pictures = createPictures();
  const letters = [..."әғқңөұүһіӘҒҚҢӨҰҮҺІжщ₸№§«»–…"];
  const drawn = new Set<string>();
  // A letter that no font has, for what a missing one looks like.
  for (const letter of ["\u0378", ...letters]) {
    drawn.add((await pictures.draw({ ...card, quote: letter })).toString("base64"));
  }
  expect(drawn.size).toBe(letters.length + 1);
});

test("the longest passages of all languages fit, and words of nothing but wide letters", async () => {
  const pictures = createPictures();
  const passages = readCorpus("corpus").documents.flatMap((document) => document.passages);
  const longest = LANGUAGES.flatMap((language) =>
    passages
      .map(({ text, renderings }) => renderings[language]?.text ?? text)
      .sort((a, b) => b.length - a.length)
      .slice(0, 3),
  );
  for (const quote of [...longest, "Щ".repeat(5000), "👍 \u0000 <b>"]) {
    expect((await pictures.draw({ ...card, quote, place: "Ә".repeat(900) })).length).toBeGreaterThan(1000);
  }
});

test("the same picture is drawn once, and a crowd is told to come again", async () => {
  const pictures = createPictures();
  const quote = "x";
  const same = await Promise.all([pictures.draw({ ...card, quote }), pictures.draw({ ...card, quote })]);
  expect(same[0]).toBe(same[1]);
  const crowd = await Promise.allSettled(
    Array.from({ length: 20 }, (_, k) => pictures.draw({ ...card, quote: `x ${k}` })),
  );
  const busy = crowd.filter((outcome) => outcome.status === "rejected" && outcome.reason instanceof PicturesBusy);
  expect(busy.length).toBe(12);
  expect((await pictures.draw({ ...card, quote: "after" })).length).toBeGreaterThan(1000);
});

test("a text is cut after a sentence or a word, a place from the outside", () => {
  expect(shorten("One two. Three four. Five six seven eight nine ten.", 24)).toBe("One two. Three four. …");
  expect(shorten("One two three four five", 12)).toBe("One two …");
  expect(shortenPlace("Part I › Article 5 › § 7", 18)).toBe("… › Article 5 › § 7");
  expect(shortenPlace("Part I › § 7", 100)).toBe("Part I › § 7");
});
