import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Ask } from "../../src/answer/answer.ts";
import { createAsk } from "../../src/answer/ask.ts";
import { readCalibration } from "../../src/answer/calibration.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { tidy } from "../../src/corpus/text.ts";
import { createWorkerPool, type WorkerPool } from "../../src/embedding/worker-pool.ts";
import { openIndex } from "../../src/index/open-index.ts";
import type { PassageIndex } from "../../src/index/passage-index.ts";

const corpus = readCorpus("corpus");
let embedder: WorkerPool;
let index: PassageIndex;
let ask: Ask;

beforeAll(async () => {
  embedder = await createWorkerPool({ model: "models/multilingual-e5-small", workers: 1 });
  const onRebuild = (reason: string) => {
    throw new Error(reason);
  };
  index = await openIndex({ corpus, embedder, indexDir: inject("indexDir"), onRebuild });
  ask = createAsk({ corpus, embedder, index, calibration: readCalibration() });
});
afterAll(async () => {
  index.close();
  await embedder.close();
});

describe("an answer", () => {
  test.each([
    "How is a child registered at birth?",
    "Баланың туу туралы куәлігі қалай беріледі?",
    "Кто может получить бесплатную юридическую помощь?",
  ])("quotes the passage word for word: %s", async (text) => {
    const { nearest } = await ask({ text });
    expect(nearest).toHaveLength(10);
    for (const { passage, excerpt, text: whole, original, edition } of nearest) {
      expect(tidy(whole)).toContain(tidy(excerpt));
      expect(corpus.find(passage)?.passage.text).toBe(original);
      expect(corpus.find(passage)?.document.edition).toBe(edition);
    }
  });

  test("is in the language that was chosen, its original beside it", async () => {
    const { nearest, language } = await ask({ text: "How is a child registered at birth?", language: "kk" });
    expect(language).toBe("kk");
    expect(nearest[0]?.status).toBe("working");
    expect(nearest[0]?.text).toMatch(/[әғқңөұүһі]/u);
    expect(nearest[0]?.original).not.toBe(nearest[0]?.text);
  });
});

describe("a follow-up", () => {
  const previous = "С какого возраста можно вступить в брак?";

  test("is read with the question it leans on, and says so", async () => {
    const answer = await ask({ text: "а если мне 17?", previous });
    expect(answer.continuing).toBe(previous);
    expect(answer.nearest[0]?.original).toMatch(/marr/u);
  });

  test("stands alone when it can, when nothing came before, and when someone is in danger", async () => {
    expect((await ask({ text: "Кто может получить бесплатную юридическую помощь?", previous })).continuing).toBeNull();
    expect((await ask({ text: "а если мне 17?" })).continuing).toBeNull();
    const danger = await ask({ text: "он меня бьёт, помогите", previous });
    expect(danger.kind).toBe("urgent");
    expect(danger.continuing).toBeNull();
  });
});

describe("a bare topic", () => {
  test.each(["насилие", "денсаулық", "education"])(
    "of many passages comes with real headings to choose from: %s",
    async (text) => {
      const answer = await ask({ text });
      expect([null, "too-broad"]).toContain(answer.reason);
      expect(answer.choices.length).toBeGreaterThanOrEqual(2);
      expect(answer.choices.length).toBeLessThanOrEqual(4);
      const headings = corpus.documents.flatMap(({ passages }) =>
        passages.flatMap(({ place, places }) => [...place, ...(places[answer.language] ?? [])]),
      );
      for (const { id, heading } of answer.choices) {
        for (const part of heading.split(" › ")) expect(headings).toContain(part);
        const chosen = await ask({ text, within: id });
        expect(chosen.kind).toBe("answered");
        expect(chosen.answers[0]?.place).toContain(heading);
      }
    },
  );

  test("that few passages have is answered with them", async () => {
    const answer = await ask({ text: "презервативы" });
    expect(answer.kind).toBe("answered");
    expect(answer.choices).toEqual([]);
  });

  test("that no passage has is not in the document", async () => {
    expect(await ask({ text: "загранпаспорт" })).toMatchObject({ kind: "abstained", reason: "not-in-document" });
  });

  test("a heading that nobody offered finds nothing and breaks nothing", async () => {
    expect(await ask({ text: "насилие", within: "../etc/pass" })).toMatchObject({ kind: "abstained", nearest: [] });
  });
});
