import { describe, expect, test } from "vitest";
import type { Answer, Citation } from "../../src/answer/answer.ts";
import { cut } from "../../src/desk/cut.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { hashPassage, readButton, writeButton } from "../../src/telegram/button-data.ts";
import { readCaseButton } from "../../src/telegram/case-buttons.ts";
import { clip, escapeHtml, LONGEST_QUOTATION, splitText, stripHtml } from "../../src/telegram/html.ts";
import { readPayload } from "../../src/telegram/links.ts";
import { renderAnswer } from "../../src/telegram/render.ts";
import { renderPassage } from "../../src/telegram/render-passage.ts";
import { checkText } from "./talking.ts";

/** Pieces that break careless code: markup, entities, joined emoji, marks, wide letters, long words and addresses. */
const PIECES = [
  ..."<>&\"'…•—«» \n",
  "<b>",
  "</blockquote>",
  "<a href='x'>",
  "&lt;",
  "&nbsp;",
  "&amp;amp;",
  "</i><script>",
  "👩‍👩‍👧‍👦",
  "🇰🇿",
  "👍🏽",
  "e\u0301",
  "ы\u0308\u0323",
  "漢字",
  "𝔘",
  "\u0000",
  "\u202e",
  "\u200d",
  "Әйелдер құқықтары туралы. ",
  "Права женщин. ",
  "Women's rights. ",
  "Статья 11; ",
  `https://example.org/${"%D2%9B".repeat(60)}?q=<>&`,
  "ұ".repeat(400),
  "w".repeat(900),
  "🙂".repeat(200),
];

/** A small generator of numbers (mulberry32): the same texts every run, and the seed names a failure. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

function createText(chance: (below: number) => number, most: number): string {
  const pieces = Array.from({ length: 1 + chance(most) }, () => PIECES[chance(PIECES.length)] ?? "");
  return pieces.join(chance(2) === 0 ? " " : "");
}

const seeds = Array.from({ length: 150 }, (_, seed) => seed);
const messages = readMessages();
const tight = (text: string) => text.replace(/\s+/gu, "");
const graphemes = (text: string) => Array.from(new Intl.Segmenter("und").segment(text), ({ segment }) => segment);

describe("text → HTML", () => {
  test("R22 the parts hold every word in order, each within its room, and cut no letter and no emoji", () => {
    for (const seed of seeds) {
      const text = createText(createChance(seed), 60);
      const parts = splitText(text);
      expect(tight(parts.join("")), `seed ${seed}`).toBe(tight(text));
      for (const part of parts) {
        expect(escapeHtml(part).length).toBeLessThanOrEqual(LONGEST_QUOTATION.units);
        expect(Buffer.byteLength(part)).toBeLessThanOrEqual(LONGEST_QUOTATION.bytes);
      }
      const whole = new Set(graphemes(text));
      const last = parts.slice(0, -1).map((part) => graphemes(part).at(-1) ?? "");
      expect(
        last.filter((letter) => !whole.has(letter)),
        `seed ${seed}`,
      ).toEqual([]);
    }
  });

  test("R22 even a letter with three thousand marks ends", () => {
    const parts = splitText(`a${"\u0301".repeat(9000)}`);
    expect(parts.join("")).toHaveLength(9001);
  });

  test("a clipped text is a beginning, within its length, marked as cut", () => {
    for (const seed of seeds) {
      const text = createText(createChance(seed), 30);
      const clipped = clip(text, 100);
      expect(escapeHtml(clipped).length, `seed ${seed}`).toBeLessThanOrEqual(100);
      if (clipped !== text) expect(text.startsWith(clipped.slice(0, -1))).toBe(true);
    }
  });

  test("R21 stripping gives the words back", () => {
    for (const seed of seeds) {
      const text = createText(createChance(seed), 10);
      expect(stripHtml(`<b>${escapeHtml(text)}</b>`)).toBe(text);
    }
  });
});

function createCitation(chance: (below: number) => number, rank: number): Citation {
  const text = createText(chance, 40);
  return {
    ...{ rank, passage: `x/${rank}`, document: createText(chance, 3), edition: "sha256:0", text, original: text },
    ...{ place: `${createText(chance, 12)} › § ${rank}`, status: "working", score: 0.5 },
    terms: chance(2) === 0 ? [{ term: createText(chance, 3), passage: "p", explanation: createText(chance, 90) }] : [],
    ...(chance(3) === 0
      ? { centre: { date: "2026-11-25", until: "2026-12-31", passages: [], language: "kk" as const } }
      : {}),
    excerpt: chance(3) === 0 ? text : text.slice(0, 400).replace(/[\uD800-\uDBFF]$/u, ""),
    introduction: createText(chance, 6),
    notes: [createText(chance, 6), createText(chance, 6)],
  };
}

describe("answers of any words", () => {
  test("R20 R21 R23 every message is within Telegram's limits and rules, buttons on the last part only", () => {
    for (const seed of seeds) {
      const chance = createChance(seed);
      const nearest = Array.from({ length: 10 }, (_, position) => createCitation(chance, position + 1));
      const abstains = chance(3) === 0;
      const answer: Answer = {
        ...{
          id: "AAAAAAAAAAAA",
          code: "7K3M9QX2TB",
          question: createText(chance, 40),
          language: (["en", "ru", "kk"] as const)[chance(3)] ?? "kk",
        },
        kind: abstains ? "abstained" : "answered",
        reason: abstains ? ((["related-only", "too-broad"] as const)[chance(2)] ?? null) : null,
        ...{ confidence: 0.6, answers: abstains ? [] : nearest.slice(0, 3), nearest, contacts: [], ms: 1, steps: {} },
        ...(chance(3) === 0 ? { notice: cut(createText(chance, 70), 500) } : {}),
        ...(chance(3) === 0 ? { pausedBecause: cut(createText(chance, 70), 500) } : {}),
        continuing: chance(2) === 0 ? createText(chance, 30) : null,
        choices: abstains ? [{ id: "abcdefghijkl", heading: createText(chance, 10) }] : [],
      };
      const texts = renderAnswer(answer, {
        messages,
        botName: "b".repeat(32),
        publicUrl: `https://${"k".repeat(90)}.kz`,
        originalOf: () => "en",
      });
      for (const { text } of texts) checkText(`seed ${seed}`, { text, parse_mode: "HTML" });
      expect(texts.slice(0, -1).every(({ buttons }) => buttons === undefined)).toBe(true);
      for (const button of texts.flatMap(({ buttons }) => buttons ?? []).flat()) {
        if (!("callback_data" in button)) continue;
        expect(Buffer.byteLength(button.callback_data)).toBeLessThanOrEqual(64);
        expect(
          readButton(button.callback_data) ?? readCaseButton(button.callback_data),
          button.callback_data,
        ).not.toBeNull();
      }
    }
  });

  test("R22 every part of a long passage carries its place", () => {
    for (const seed of seeds.slice(0, 40)) {
      const chance = createChance(seed);
      const passage = {
        ...{
          id: "құжат/0042",
          text: createText(chance, 200),
          hash: "",
          place: [createText(chance, 8)],
          heading: false,
        },
        ...{ introduction: null, notes: [], renderings: {}, places: {}, questions: { en: [], ru: [], kk: [] } },
      };
      const document = {
        ...{
          id: "құжат",
          symbol: "A/1",
          titles: { en: "t", ru: "t", kk: "t" },
          publisher: "p",
          language: "en" as const,
        },
        ...{ date: "2023", file: "f", edition: "sha256:0", passages: [passage], stale: [] },
      };
      const about = { messages, mode: "full", language: "kk", excerpt: null, of: null, buttons: [] } as const;
      const texts = renderPassage({ passage, document }, { ...about, buttons: [] });
      for (const { text } of texts) {
        checkText(`seed ${seed}`, { text, parse_mode: "HTML" });
        expect(text).toContain("<i>A/1 · ");
      }
    }
  });
});

describe("what buttons and links carry", () => {
  test("R23 every button reads back as it was written, at most 64 bytes however long the passage's id", () => {
    const hash = hashPassage("қ".repeat(200));
    const view = { answer: "-_Az09-_Az09", position: 99, mode: "original", language: "kk" } as const;
    const written = [
      [writeButton.language("ru"), { action: "language", language: "ru" }],
      [writeButton.show(view), { action: "show", view }],
      [writeButton.rate(view, "other-question"), { action: "rate", view, verdict: "other-question" }],
      [
        writeButton.open({ hash, mode: "source", language: "en" }),
        { action: "open", opened: { hash, mode: "source", language: "en" } },
      ],
      [writeButton.alone(view.answer), { action: "alone", answer: view.answer }],
      [
        writeButton.choose(view.answer, "abcdefghijkl"),
        { action: "choose", answer: view.answer, choice: "abcdefghijkl" },
      ],
      [writeButton.forget(false), { action: "forget", sure: false }],
    ] as const;
    for (const [data, meant] of written) {
      expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
      expect(readButton(data)).toEqual(meant);
    }
    for (const seed of seeds) expect(readButton(createText(createChance(seed), 5))).toBeNull();
  });

  test("R30 a payload is letters, digits, - and _, at most 64 of them", () => {
    expect(readPayload(`p-${hashPassage("құжат/0001")}`)).toHaveLength(12);
    for (const wrong of ["", "p-", "p-қазақша12345", `p-${"a".repeat(63)}`, "x-abcdefghijkl", "p-abcdefghijkl "]) {
      expect(readPayload(wrong)).toBeNull();
    }
  });
});
