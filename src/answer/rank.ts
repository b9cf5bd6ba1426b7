import { LANGUAGES, type Language } from "../corpus/passage.ts";
import type { Evidence } from "../index/passage-index.ts";
import { listWords } from "../index/word-forms.ts";
import { type Candidate, writtenIn } from "./recall.ts";
import type { Understood } from "./understand.ts";

/** Weights of one language, fitted by `npm run evaluate -- --fit`. */
export interface Weights {
  /** Of the raw signals, in the order of SIGNALS: their sum orders the passages. */
  rank: number[];
  /** Of what `describe` gives, in its order, the constant last. */
  confidence: number[];
  /** Of the same, for whether the question is on what the document speaks of. */
  related: number[];
  /** The confidence from which Kenes answers. */
  threshold: number;
  /** Of the score alone and a constant: the confidence of a passage with few authored questions. Left out, it is judged like the others. */
  few?: number[];
}

export interface Calibration {
  /** The day of the fit, and the hash of the questions it was fitted on. */
  fitted: string;
  questionsHash: string;
  weights: Record<Language, Weights>;
}

/** What the evidence of a passage is weighed by; all raw, none relative to the other candidates. */
export const SIGNALS = [
  "passage",
  "sentence",
  "rendering",
  "question",
  "foreign",
  "bm25Share",
  "letters",
  "coverage",
  "open",
  "openLetters",
] as const;

/** A passage with the score that orders it. */
export interface Rated {
  passage: string;
  signals: number[];
  score: number;
  lacks: boolean;
  few: boolean;
}

/** A passage in its place of the order. */
export interface Ranked extends Rated {
  /** Calibrated probability, 0 to 1, that the question is answered when this passage comes first; 0 past SHOWN. */
  confidence: number;
  /** Probability that it is on the question's topic, be it answered or not; 0 past SHOWN. */
  related: number;
}

/** How many passages an answer may show: no other needs a confidence. */
export const SHOWN = 10;

/** Orders passages by one score and gives the first ones the calibrated probability that the question is answered. */
export function rank(candidates: readonly Candidate[], question: Understood, weights: Weights): Ranked[] {
  const scored = candidates.map((each) => {
    const signals = readSignals(each, question);
    return { passage: each.passage, signals, lacks: each.lacks, few: each.few, score: dot(signals, weights.rank) };
  });
  scored.sort((a, b) => b.score - a.score || a.passage.localeCompare(b.passage));
  const gap = findGap(candidates, question.written);
  const first = scored.slice(0, RIVALS + 1);
  const length = listWords(question.searched).length;
  return scored.map((each, position) => {
    if (position >= SHOWN) return { ...each, confidence: 0, related: 0 };
    const rivals = first.filter((other) => other !== each);
    const features = describe(each, { rivals, gap, length, written: question.written });
    // Of a passage with few questions the score says more than how far it leads: measured in docs/retrieval.md.
    const byScore = each.few && weights.few ? sigmoid(dot([each.score, 1], weights.few)) : null;
    const [confidence, related] = [weights.confidence, weights.related].map((own) => sigmoid(dot(features, own)));
    return { ...each, confidence: byScore ?? confidence ?? 0, related: related ?? 0 };
  });
}

/** How near the question comes to one that the document leaves open. */
export interface Gap {
  /** Cosine with the nearest in the question's language, the mean of the nearest in the others, likeness in letters. */
  own: number;
  foreign: number;
  letters: number;
}

/**
 * The nearest of the questions that stand near the candidates and that the document doesn't answer;
 * null where nobody wrote any.
 */
export function findGap(candidates: readonly Evidence[], language: Language): Gap | null {
  if (candidates.every(({ cosines }) => LANGUAGES.every((each) => cosines[`gap.${each}`] === undefined))) return null;
  const nearest = (read: (evidence: Evidence) => number | undefined) =>
    candidates.reduce((most, evidence) => Math.max(most, read(evidence) ?? 0), 0);
  const cosine = (other: Language) => nearest(({ cosines }) => cosines[`gap.${other}`]);
  const others = LANGUAGES.filter((other) => other !== language).map(cosine);
  return {
    own: cosine(language),
    foreign: others.reduce((sum, value) => sum + value, 0) / others.length,
    letters: nearest(({ gapLetters }) => gapLetters[language]),
  };
}

/** The raw signals of a passage for a question. A view that is absent gives what is nearest to it. */
export function readSignals(evidence: Evidence, question: Pick<Understood, "written" | "second">): number[] {
  const { written } = question;
  const { cosines, bm25Share, letters, gapLetters, coverage } = evidence;
  const languages = writtenIn(question);
  // A document's own language need not be the question's.
  const own = (kind: "passage" | "sentence") =>
    LANGUAGES.map((language) => cosines[`${kind}.${language}`]).find((cosine) => cosine !== undefined) ?? 0;
  const passage = own("passage");
  const sentence = Math.max(passage, own("sentence"));
  const rendering = cosines[`rendering.${written}`] ?? passage;
  const authored = Math.max(...languages.map((language) => cosines[`question.${language}`] ?? sentence));
  const others = LANGUAGES.filter((other) => other !== written).map(
    (other) => cosines[`question.${other}`] ?? authored,
  );
  const foreign = others.reduce((sum, cosine) => sum + cosine, 0) / others.length;
  // Each language covers its own words of a mixed sentence: together they cover all.
  const together = (leg: Partial<Record<Language, number>>) =>
    Math.min(
      1,
      languages.reduce((sum, language) => sum + (leg[language] ?? 0), 0),
    );
  const likeness = Math.max(...languages.map((language) => letters[language] ?? 0));
  // A question that a passage leaves open is on its topic all the same: one near it speaks for the passage.
  const open = cosines[`gap.${written}`];
  const left = open === undefined ? [authored - UNWRITTEN.behind, UNWRITTEN.letters] : [open, gapLetters[written] ?? 0];
  const words = [together(bm25Share), likeness, together(coverage)];
  return [passage, sentence, rendering, authored, foreign, ...words, ...left];
}

/**
 * Where nobody wrote a question that a passage leaves open: how far it would be behind the answered ones,
 * and its likeness in letters. Between the right passages (.051, .226) and the next ten (.037, .099) of the report.
 */
const UNWRITTEN = { behind: 0.045, letters: 0.16 };

/**
 * How much nearer than an open question, where none was written: between what answered questions
 * (.036, .016, .165) and open ones (.005, -.004, -.043) have on the report.
 */
const UNKNOWN_GAP = [0.02, 0.006, 0.06];

/** How many numbers `describe` gives. */
export const FEATURES = 15;
/** Others that a passage is held against. */
const RIVALS = 10;

/**
 * What tells an answered question from an open one, for the passage that came first: its score, how
 * far the next five and the tenth are behind, how much of the question it covers, whether it and the
 * next two have the kind of fact asked for, how much nearer it is than a question left open, how long
 * the question is, and its language. More features, and trees over them, judged unseen questions
 * worse (docs/retrieval.md). `rivals`: the others, the highest first; `length`: words of the question.
 */
export function describe(
  { signals, score, lacks }: Rated,
  about: { rivals: readonly Rated[]; gap: Gap | null; length: number; written: Language },
): number[] {
  const { rivals, gap, written } = about;
  const read = (signal: (typeof SIGNALS)[number]) => signals[SIGNALS.indexOf(signal)] ?? 0;
  const next = rivals.slice(0, 5);
  const mean = next.reduce((sum, rival) => sum + rival.score, 0) / Math.max(1, next.length);
  const tenth = (rivals[8] ?? rivals.at(-1))?.score ?? score;
  const lacking = [lacks, ...rivals.slice(0, 2).map((rival) => rival.lacks)].filter(Boolean).length / 3;
  const length = Math.log1p(about.length);
  const margins = [next.length > 0 ? score - mean : 0, score - tenth];
  const open = gap
    ? [read("question") - gap.own, read("foreign") - gap.foreign, read("letters") - gap.letters]
    : UNKNOWN_GAP;
  const languages = [Number(written === "ru"), Number(written === "kk")];
  const own = [read("coverage"), read("question"), read("letters")];
  return [score, ...margins, ...own, length, Number(lacks), lacking, ...open, ...languages, 1];
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
