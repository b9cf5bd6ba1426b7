import type { Check, CheckObstacle, Difference, Verdict } from "../answer/verdict.ts";
import type { Corpus } from "../corpus/corpus.ts";
import { corpusAsOf } from "../corpus/editions.ts";
import { derive } from "../corpus/live-corpus.ts";
import { splitSentences } from "../corpus/text.ts";
import { describeVerdict, emptyVerdict } from "./describe.ts";
import { rankDifferences } from "./differences.ts";
import { encode } from "./encode.ts";
import { findExact } from "./exact.ts";
import { type Finding, findNearest, listChanged, type Sought } from "./find.ts";
import { blankFootnoteMarks, findGaps, isForeign, type LeadIn, listLeadIns } from "./prepare.ts";
import { findStitch } from "./stitch.ts";
import { buildStream, type Stream } from "./stream.ts";
import { listTokens } from "./tokens.ts";

/** The same statement with words changed is at least this like; measured, docs/fact-check.md. */
const SAME_STATEMENT = 0.58;
/** Three or four words are like many others: they must be liker. */
const SAME_WHEN_SHORT = 0.7;
const SHORT = 5;
/** Characters: an article of 10,000 words has some 70,000. A longer text is no quotation. */
export const LONGEST_TEXT = 200_000;
/** Words: a single one stands everywhere and quotes nothing. */
const FEWEST_WORDS = 2;

/**
 * 1 obstacles   nothing to compare: empty, one word, no words, too long, another language
 * 2 whole       the text as one quotation: word for word, or aligned with what is likest
 * 3 lead-in     the same without "the report says that" and without what stands around quotation marks
 * 4 sentences   several sentences that are not one stretch of the document: one by one
 */
export function createCheck(corpus: Corpus): Check {
  const streamOf = derive(corpus, buildStream);
  return (quotation) => {
    const stream = streamOf();
    const obstacle = findObstacle(quotation, stream);
    if (obstacle) return { ...emptyVerdict(quotation), obstacle };
    const sentences = listSentences(quotation).filter((each) => listTokens(each).length >= FEWEST_WORDS);
    const whole = sentences.length > 1 ? checkWhole(quotation, stream) : checkOne(quotation, stream);
    if (whole && (whole.verdict === "verbatim" || sentences.length < 2)) return whole;
    return joinSentences(
      quotation,
      sentences.map((each) => checkOne(each, stream)),
    );
  };
}

/** Words: the longest sentence of the report has 270. A longer one is cut, or its alignment takes seconds. */
const LONGEST_SENTENCE = 300;
const PIECE = 120;

/** The sentences of a text, none longer than the check can align. */
export function listSentences(text: string): string[] {
  return splitSentences(text).flatMap(cutLong);
}

function cutLong(sentence: string): string[] {
  const tokens = listTokens(sentence);
  if (tokens.length <= LONGEST_SENTENCE) return [sentence];
  const pieces: string[] = [];
  for (let from = 0; from < tokens.length; from += PIECE) {
    pieces.push(sentence.slice(tokens[from]?.start, tokens[from + PIECE]?.start));
  }
  return pieces;
}

function findObstacle(text: string, stream: Stream): CheckObstacle | null {
  if (text.trim() === "") return "empty";
  if (text.length > LONGEST_TEXT) return "too-long";
  const encoded = encode(text, stream);
  if (!encoded.tokens.some(({ word }) => /\p{L}{2}/u.test(word))) return "no-words";
  if (!encoded.tokens.some(({ word }) => /[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(word)))
    return "unknown-language";
  if (encoded.tokens.length < FEWEST_WORDS) return "too-short";
  return isForeign(encoded, stream.words.length) ? "unknown-language" : null;
}

/** Several sentences as one stretch of the document, or null where they are not. */
function checkWhole(text: string, stream: Stream): Verdict | null {
  const introduced = listLeadIns(text).filter(({ rest }) => splitSentences(rest).length > 1);
  for (const { rest, words } of [{ rest: text, words: null }, ...introduced]) {
    const sought = seek(rest, stream);
    const long = sought.gaps.length > 0 && sought.encoded.tokens.length > LONGEST_ALIGNED;
    const [nearest] = long ? [] : findNearest(sought, stream, sought.gaps.length > 0 ? undefined : 0);
    if (nearest?.verbatim) {
      return describeVerdict({
        quotation: text,
        sought,
        nearest: [nearest],
        verdict: "verbatim",
        leadIn: words,
        stream,
      });
    }
  }
  return null;
}

/** Words: a longer text with ellipses is looked at sentence by sentence. */
const LONGEST_ALIGNED = 400;

/** Marks of footnotes are set aside, but for where the document itself has such a word. */
function seek(text: string, stream: Stream): Sought {
  const plain = encode(text, stream);
  const bare = blankFootnoteMarks(text);
  const marked = bare !== text && findExact(plain, stream, 1).length === 0;
  const encoded = marked ? encode(text, stream, listTokens(bare)) : plain;
  return { encoded, gaps: findGaps(text, encoded.tokens) };
}

/** One sentence, or a part of one. */
function checkOne(text: string, stream: Stream): Verdict {
  const plain = judge(text, stream);
  if (plain.verdict === "verbatim") return describeVerdict({ quotation: text, ...plain, leadIn: null, stream });
  const judged = listLeadIns(text)
    .filter((leadIn) => isOutside(leadIn, plain))
    .map(({ rest, words }) => ({ ...judge(rest, stream), leadIn: words }));
  const better = judged.find(({ verdict }) => verdict === "verbatim") ?? judged.find((each) => isBetter(each, plain));
  const chosen = better ?? { ...plain, leadIn: null };
  const stitch = findStitch(chosen.sought, chosen.nearest, stream);
  if (!stitch) return describeVerdict({ quotation: text, ...chosen, stream });
  const parts = stitch.map((piece) => describeVerdict({ ...piece, leadIn: null, stream }));
  const base = describeVerdict({ quotation: text, ...chosen, verdict: "altered", stream });
  return { ...base, stitched: true, parts };
}

/** True when the words that may only introduce a quotation are not the document's own. */
function isOutside({ isCompared }: LeadIn, { sought, nearest }: Judged): boolean {
  const [best] = nearest;
  if (!best) return true;
  const changed = listChanged(best);
  let all = 0;
  let known = 0;
  for (const [k, { start }] of sought.encoded.tokens.entries()) {
    if (isCompared(start)) continue;
    const weight = sought.encoded.weights[k] ?? 0;
    all += weight;
    if (!changed.has(k)) known += weight;
  }
  return known < all * KNOWN_OUTSIDE;
}

/** Of the words around a quotation so much may stand in the document too, by chance. */
const KNOWN_OUTSIDE = 0.4;

interface Judged {
  sought: Sought;
  nearest: Finding[];
  verdict: Verdict["verdict"];
}

function isBetter(judged: Judged, plain: Judged): boolean {
  return judged.verdict === "altered" && (judged.nearest[0]?.share ?? 0) > (plain.nearest[0]?.share ?? 0) + 0.05;
}

function judge(text: string, stream: Stream): Judged {
  const sought = seek(text, stream);
  const nearest = findNearest(sought, stream);
  const [best] = nearest;
  const least = sought.encoded.tokens.length < SHORT ? SAME_WHEN_SHORT : SAME_STATEMENT;
  const verdict = best?.verbatim ? "verbatim" : best && best.share >= least ? "altered" : "absent";
  return { sought, nearest, verdict };
}

/** Verdict over several sentences: what holds of all of them, and each by itself. */
function joinSentences(quotation: string, parts: Verdict[]): Verdict {
  const found = parts.filter((part) => part.verdict !== "absent");
  // Two or three words between full stops stand somewhere by chance: they make no quotation of the rest.
  if (found.every((part) => listTokens(part.quotation).length < SHORT))
    return { ...emptyVerdict(quotation), language: parts[0]?.language ?? null, nearest: nearestOf(parts), parts };
  const places = new Set(found.map(({ passage }) => passage));
  const absent = parts
    .filter(({ verdict }) => verdict === "absent")
    .map((part): Difference => ({ kind: "added", quoted: part.quotation, document: "" }));
  const first = found[0] ?? emptyVerdict(quotation);
  return {
    ...first,
    quotation,
    verdict: "altered",
    differences: rankDifferences([...found.flatMap(({ differences }) => differences), ...absent]),
    diff: parts.flatMap(({ diff, quotation: text }) => (diff.length > 0 ? diff : [{ in: "both" as const, text }])),
    stitched: places.size > 1,
    omitted: found.flatMap(({ omitted }) => omitted),
    leadIn: null,
    parts,
  };
}

function nearestOf(parts: readonly Verdict[]): Verdict["nearest"] {
  const nearest = parts.flatMap((part) => part.nearest);
  return nearest.filter((each, k) => nearest.findIndex(({ passage }) => passage === each.passage) === k).slice(0, 3);
}

/** A check against the documents as they stood, made once for as long as the same is asked; null where there was nothing then. */
export function createCheckAsOf(corpus: Corpus): (asOf: string) => Check | null {
  let last: { hash: string; check: Check } | null = null;
  return (asOf) => {
    const past = corpusAsOf(corpus, { asOf });
    if (past === null) return null;
    if (last?.hash !== past.hash) last = { hash: past.hash, check: createCheck(past) };
    return last.check;
  };
}
