import type { Corpus } from "../corpus/corpus.ts";
import type { Passage } from "../corpus/passage.ts";
import { splitSentences } from "../corpus/text.ts";
import { createWordForms } from "../index/word-forms.ts";
import type { Citation } from "./answer.ts";
import type { Ranked } from "./rank.ts";
import type { Understood } from "./understand.ts";

/** Characters of an excerpt: what a phone shows without scrolling. */
const EXCERPT = 420;

/** Turns ranked passages into what the asker sees: words of the document and where they stand. */
export type Cite = (ranked: readonly Ranked[], question: Understood) => Citation[];

export function createCite(corpus: Corpus): Cite {
  const forms = createWordForms();
  return (ranked, question) =>
    ranked.flatMap(({ passage: id, confidence }, position) => {
      const found = corpus.find(id);
      if (!found) return [];
      const { passage, document } = found;
      const rendering = passage.renderings[question.language];
      const text = document.language === question.language ? passage.text : (rendering?.text ?? passage.text);
      const shownIn = text === passage.text ? document.language : question.language;
      const asked = new Set(forms[shownIn](question.searched));
      return {
        rank: position + 1,
        passage: id,
        document: document.symbol,
        edition: document.edition,
        place: placeOf(passage, question),
        original: passage.text,
        text,
        status: text === passage.text ? "original" : (rendering?.status ?? "working"),
        excerpt: chooseExcerpt(text, (sentence) => forms[shownIn](sentence).filter((form) => asked.has(form)).length),
        introduction: text === passage.text ? passage.introduction : (rendering?.introduction ?? null),
        notes: passage.notes,
        score: confidence,
      };
    });
}

function placeOf(passage: Passage, question: Understood) {
  const headings = passage.places[question.language] ?? passage.place;
  return [...headings, `§ ${passage.id.split("/").at(-1)?.replace(/^0+/u, "")}`].join(" › ");
}

/** Whole sentences in their order: the one with most of the question's words, and its neighbours while they fit. */
export function chooseExcerpt(text: string, weigh: (sentence: string) => number): string {
  const sentences = splitSentences(text);
  if (sentences.length < 2 || text.length <= EXCERPT) return text;
  const weights = sentences.map(weigh);
  let first = weights.indexOf(Math.max(...weights));
  let last = first;
  const length = () => sentences.slice(first, last + 1).join(" ").length;
  while (true) {
    const after = sentences[last + 1];
    const before = sentences[first - 1];
    if (after !== undefined && length() + after.length < EXCERPT) last += 1;
    else if (before !== undefined && length() + before.length < EXCERPT) first -= 1;
    else return sentences.slice(first, last + 1).join(" ");
  }
}
