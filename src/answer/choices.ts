import { createHash } from "node:crypto";
import type { Corpus } from "../corpus/corpus.ts";
import type { Language, Passage } from "../corpus/passage.ts";
import { listWords } from "../index/word-forms.ts";
import type { Choice } from "./answer.ts";
import type { Candidate } from "./recall.ts";
import type { Understood } from "./understand.ts";

/** A bare topic ("насилие", "денсаулық") fits dozens of passages: the asker chooses among real headings. */

/** Words of a bare topic at most, and passages that all have them at least. */
const TOPIC_WORDS = 2;
const MANY_PASSAGES = 8;
const FEWEST_CHOICES = 2;
const MOST_CHOICES = 4;
/** A passage has the whole topic when its words cover this much of it (rounding aside: all). */
const COVERED = 0.99;
/** "Article 5 (b)" is a provision, no heading. */
const PROVISION = /^Article \d+(?:, paragraph \d+)?(?: \([a-z]\))?$/u;
const ASKING =
  /\b(?:how|what|who|when|where|why|which|can|do|does|is|are)\b|(?<!\p{L})(?:как|что|кто|кому|когда|где|куда|почему|какой|какие|какая|можно|сколько|ли|қалай|калай|не|кім|ким|қашан|кашан|қайда|кайда|неге|қандай|кандай|қанша|канша|бола|ма|ме|ба|бе|па|пе)(?!\p{L})/iu;

/** True for a message that only names a topic. */
export function isBareTopic({ searched, kind, obstacle }: Understood): boolean {
  if (kind !== "question" || obstacle !== null) return false;
  return listWords(searched).length <= TOPIC_WORDS && !ASKING.test(searched);
}

/** True when a passage has every word of a bare topic. */
export function namesTopic(question: Understood, candidates: readonly Candidate[]): boolean {
  return isBareTopic(question) && candidates.some(({ coverage }) => (coverage[question.written] ?? 0) >= COVERED);
}

/** The headings under which most passages have the topic, the fullest first; empty when it isn't broad. */
export function offerChoices(question: Understood, candidates: readonly Candidate[], corpus: Corpus): Choice[] {
  if (!isBareTopic(question)) return [];
  const fields = new Map<string, { passage: Passage; count: number }>();
  let total = 0;
  for (const { passage: id, coverage } of candidates) {
    const passage = corpus.find(id)?.passage;
    if (!passage || passage.centre || (coverage[question.written] ?? 0) < COVERED) continue;
    total += 1;
    const field = fieldOf(passage);
    fields.set(field, { passage, count: (fields.get(field)?.count ?? 0) + 1 });
  }
  if (total < MANY_PASSAGES || fields.size < FEWEST_CHOICES) return [];
  return [...fields]
    .sort(([, a], [, b]) => b.count - a.count)
    .slice(0, MOST_CHOICES)
    .map(([id, { passage }]) => ({ id, heading: headingOf(passage, question.language) }));
}

/** True when a passage stands under the heading that was chosen. */
export function isWithin(passage: Passage | undefined, field: string): boolean {
  return passage !== undefined && fieldOf(passage) === field;
}

/** Twelve letters and digits for the headings above a passage. */
function fieldOf(passage: Passage): string {
  const path = passage.place.filter((heading) => !PROVISION.test(heading)).join("\n");
  return createHash("sha256").update(path).digest("hex").slice(0, 12);
}

function headingOf(passage: Passage, language: Language): string {
  const depth = passage.place.filter((heading) => !PROVISION.test(heading)).length;
  const place = (passage.places[language] ?? passage.place).slice(0, depth);
  // The part's long name tells nothing; under an article its own heading is enough.
  return place
    .slice(place.length > 1 ? 1 : 0)
    .slice(-2)
    .join(" › ");
}
