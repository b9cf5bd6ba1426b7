import { describe, expect, test } from "vitest";
import { createCheckText } from "../../src/check/article.ts";
import { createCheck } from "../../src/check/check.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";
import { LANGUAGES } from "../../src/corpus/passage.ts";
import { splitSentences } from "../../src/corpus/text.ts";

const corpus = readCorpus("corpus");
const check = createCheck(corpus);
const passages = corpus.documents.flatMap((document) => document.passages);
/** Every sentence of the original and of both renderings that has words enough to be a quotation. */
const sentences = LANGUAGES.flatMap((language) =>
  passages.flatMap((passage) =>
    splitSentences(language === "en" ? passage.text : (passage.renderings[language]?.text ?? ""))
      .filter((text) => (text.match(/\p{L}+/gu) ?? []).length >= 3)
      .map((text) => ({ language, passage, text })),
  ),
);

/** Numbers from 0 to 1, the same ones each run. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
const pick = <T>(list: readonly T[], chance: () => number): T => list[Math.floor(chance() * list.length)] as T;

describe("generated quotations, over the whole report and both renderings", () => {
  test("any sentence is verbatim, in its own passage or one with the same words", () => {
    const wrong = sentences.filter(({ text, language }) => {
      const given = check(text);
      return given.verdict !== "verbatim" || given.language !== language || given.differences.length > 0;
    });
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });

  test("any sentence with one digit changed is altered, and that figure is named", () => {
    const chance = createChance(7);
    const some = sentences.filter((_, k) => k % 3 === 0);
    const wrong = some.flatMap(({ text }) => {
      const digits = [...text.matchAll(/\d/gu)];
      if (digits.length === 0) return [];
      const { index } = pick(digits, chance);
      const digit = (Number(text[index]) + 1 + Math.floor(chance() * 8)) % 10;
      const changed = `${text.slice(0, index)}${digit}${text.slice(index + 1)}`;
      const { differences, verdict } = check(changed);
      const [first] = differences;
      const named = first && ["number", "year"].includes(first.kind) && first.quoted.includes(String(digit));
      return named && verdict === "altered" ? [] : [changed];
    });
    expect(wrong).toEqual([]);
  });

  test("a sentence of random words of the report is absent", () => {
    const chance = createChance(11);
    const words = sentences.map(({ text }) => text.split(" "));
    const wrong = Array.from({ length: 500 }, () =>
      Array.from({ length: 6 + Math.floor(chance() * 20) }, () => pick(pick(words, chance), chance)).join(" "),
    ).filter((text) => check(text).verdict !== "absent");
    expect(wrong).toEqual([]);
  });

  test("two sentences from two passages are stitched, never verbatim", () => {
    const chance = createChance(13);
    const english = sentences.filter(({ language, text }) => language === "en" && text.length > 60);
    for (let k = 0; k < 60; k += 1) {
      const [a, b] = [pick(english, chance), pick(english, chance)];
      if (a.passage.id === b.passage.id) continue;
      const given = check(`${a.text} ${b.text}`);
      expect(given, `${a.text} ${b.text}`).toMatchObject({ verdict: "altered", stitched: true });
      expect(given.parts.length).toBeGreaterThan(1);
    }
  });

  test.each<[string, (text: string) => string]>([
    ["straight quotation marks and plain dashes", (text) => text.replace(/[“”«»]/gu, '"').replace(/[–—‑]/gu, "-")],
    ["a small first letter", (text) => text.charAt(0).toLowerCase() + text.slice(1)],
    ["ligatures", (text) => text.replaceAll("fi", "ﬁ").replaceAll("fl", "ﬂ")],
    ["line breaks and no-break spaces", (text) => text.replaceAll(" ", "\u00A0\n")],
    ["ellipses at both ends", (text) => `… ${text.replace(/\.$/u, "")} [...]`],
    ["words hyphenated at a line's end", (text) => text.replace(/(?<=\p{L}{4})(?=\p{L}{4})/u, "-\n")],
  ])("sets aside %s", (_name, rewrite) => {
    const some = sentences.filter((_, k) => k % 9 === 0);
    expect(some.filter(({ text }) => check(rewrite(text)).verdict !== "verbatim").map(({ text }) => text)).toEqual([]);
  });
});

describe("what was changed is named, the gravest first", () => {
  test.each([
    ["At the end of 2023, 89.9 per cent of women aged between 6 and 74 years used computers", "year", "2023", "2022"],
    ["The aim is to install fibre-optic cables in fewer than 3,000 villages", "opposite", "fewer", "more"],
    ["There were 403,893 officially registered births in 2020", "year", "2020", "2022"],
    ["In 2023, 198.2 million tenge were allocated for the implementation of the project", "unit", "million", "billion"],
    ["There is shortage of women investigators.", "negation", "", "no"],
    ["the Ministry of Justice employs 164 staff members", "institution", "Justice", "Education"],
    ["with the Tomiris project having trained more than 50 trainers in 2022", null, "", ""],
    ["В 2022 году ЭКО прошли 9 000 женщин.", "number", "9 000", "7 000"],
    ["Шетелдік жұмыс күшін тарту кезінде жыныс бойынша шектеулер бар", null, "", ""],
  ])("%s", (quotation, kind, quoted, document) => {
    const given = check(quotation);
    expect(given.verdict).not.toBe("verbatim");
    if (kind === null) return;
    expect(given.verdict).toBe("altered");
    expect(given.differences[0]).toMatchObject({ kind });
    expect(given.differences[0]?.quoted).toContain(quoted);
    expect(given.differences[0]?.document).toContain(document);
  });

  test("an ellipsis joins true parts of one place, and what it hides is told", () => {
    const given = check("There have been … cases of discrimination against women migrants.");
    expect(given).toMatchObject({ verdict: "verbatim", omitted: ["no"] });
  });

  test("an ellipsis joins no two places", () => {
    const given = check("At the beginning of 2023 … loans are granted regardless of gender");
    expect(given).toMatchObject({ verdict: "altered", stitched: true });
  });

  test("a denial cut off at the edge is told", () => {
    const given = check("cases of discrimination against women migrants");
    expect(given.verdict).toBe("verbatim");
    expect(given.omitted.join(" ")).toContain("no");
  });

  test("who reports it is no part of the quotation", () => {
    for (const before of ["The report says that ", "According to the report, ", "The minister said: “"]) {
      const given = check(`${before}loans are granted regardless of gender.`);
      expect(given).toMatchObject({ verdict: "verbatim", passage: "cedaw-c-kaz-6/0417" });
      expect(given.leadIn).not.toBeNull();
    }
    expect(check("The report does not say that loans are granted regardless of gender.").verdict).not.toBe("verbatim");
  });

  test.each([
    ["There are 6 women's prisons in Kazakhstan holding 1,788 inmates.", "6", "six"],
    ["In Kazakhstan, 40% of the population has access to contraceptives", "%", "per cent"],
    ["In Kazakhstan, forty per cent of the population has access to contraceptives", "forty", "40"],
    ["to 59th place, up from 65th in 2020", "59th", "fifty-ninth"],
    ["В 2022 году ЭКО прошли 7 тысяч женщин.", "7 тысяч", "7 000"],
  ])("the same figure in other signs is told to be the same: %s", (quotation, quoted, document) => {
    const { verdict, differences } = check(quotation);
    expect(verdict).toBe("altered");
    expect(differences[0]).toEqual({ kind: "notation", quoted, document });
    expect(differences.every(({ kind }) => kind === "notation")).toBe(true);
  });

  test.each([
    ["There are 7 women's prisons in Kazakhstan holding 1,788 inmates.", "number"],
    ["A total of 1.16 billion tenge has been allocated for their maintenance.", "number"],
    ["Employers aren't obliged to organize, at their own expense, periodic medical examinations", "negation"],
  ])("another figure or a denial in other signs is not: %s", (quotation, kind) => {
    expect(check(quotation)).toMatchObject({ verdict: "altered", differences: [{ kind }] });
  });

  test.each([
    "The website of the Supreme Court of Kazakhstan has a page[3] entitled “Legal assistance for women”.12",
    "“Loans are granted,” the minister said, “regardless of gender.”",
    "As stated in CEDAW/C/KAZ/6, para. 417, loans are granted regardless of gender.",
    "The Minister told journalists that loans are granted regardless of gender.",
    "Loаns are grаnted regardless of gender.",
  ])("footnote marks, who reports it and letters of another script are set aside: %s", (quotation) => {
    expect(check(quotation).verdict).toBe("verbatim");
  });

  test.each(["Nobody said that", "It is false that", "The report denies that"])(
    "who denies it does not quote it: %s",
    (before) => {
      expect(check(`${before} loans are granted regardless of gender.`).verdict).not.toBe("verbatim");
    },
  );

  test("a rendering is said to be one, with the original's figure beside the quotation's", () => {
    const given = check("В 2022 году в стране зарегистрировано 952 уголовных правонарушения в семейно-бытовой сфере");
    expect(given.compared?.status).toBe("working");
    expect(given.original?.figures).toContainEqual(expect.objectContaining({ quoted: "952", original: "942" }));
  });
});

describe("bad input gets its reason", () => {
  test.each([
    ["", "empty"],
    [" \n\t", "empty"],
    ["women", "too-short"],
    ["!!! … ???", "no-words"],
    ["12345 67", "no-words"],
    ["中国妇女的权利", "unknown-language"],
    ["Die Würde des Menschen ist unantastbar. Sie zu achten und zu schützen ist Verpflichtung.", "unknown-language"],
    ["x ".repeat(500_000), "too-long"],
  ])("case %#", (text, obstacle) => {
    const { verdict, obstacle: given, differences, passage } = check(text);
    expect({ verdict, given, differences, passage }).toEqual({
      verdict: "absent",
      given: obstacle,
      differences: [],
      passage: null,
    });
  });

  test.each([
    "\u0000 women \u0000 report",
    "<script>alert(1)</script> women of Kazakhstan",
    "a".repeat(100_000),
    "🙂 ".repeat(4096),
  ])("hostile case %# is only text", (text) => {
    expect(check(text).verdict).toBe("absent");
  });

  test("an article is checked in pieces, with what is done growing to the whole", async () => {
    const article = passages
      .slice(0, 60)
      .map(({ text }) => text)
      .join("\n\n");
    const seen: number[] = [];
    let total = 0;
    for await (const piece of createCheckText(check)(article)) {
      seen.push(piece.done);
      total = piece.total;
    }
    expect(seen.length).toBeGreaterThanOrEqual(60);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(seen.at(-1)).toBe(total);
  });
});
