import { readSignals } from "../answer/rank.ts";
import type { Candidate, RecallParts } from "../answer/recall.ts";
import type { ViewKind } from "../index/views.ts";
import { crossValidate, type Judged } from "./cross-validate.ts";
import { type Gathered, gather } from "./gather.ts";
import { measure } from "./measure.ts";
import { readQuestionSets } from "./questions.ts";

/** What each kind of evidence is worth: the same questions, judged without it, weights fitted anew. */

type Strip = (candidate: Candidate, language: string) => Candidate;

const VARIANTS: readonly (readonly [string, Strip])[] = [
  ["all of it", (candidate) => candidate],
  ["without sentences", withoutViews("sentence")],
  ["without renderings", withoutViews("rendering")],
  [
    "without authored questions",
    (candidate, language) => ({ ...withoutViews("question")(candidate, language), letters: {} }),
  ],
  ["without questions in the other languages", withoutForeign],
  ["without words (BM25, coverage)", (candidate) => ({ ...candidate, bm25Share: {}, coverage: {} })],
  ["without letters", (candidate) => ({ ...candidate, letters: {}, gapLetters: {} })],
  ["without questions left open", (candidate) => ({ ...withoutViews("gap")(candidate, "en"), gapLetters: {} })],
  ["without the kind of fact asked for", (candidate) => ({ ...candidate, lacks: false })],
  ["English passages and sentences alone", englishAlone],
];

export interface AblationRow {
  variant: string;
  /** For each language of the questions. */
  measures: { group: string; hit1: number; hit3: number; refused: number; wronglyAnswered: number }[];
}

/** Judges every variant; slow: each fits ten times. */
export async function ablate(files: readonly string[], parts: RecallParts): Promise<AblationRow[]> {
  const gathered = await gather(readQuestionSets(files).cases, parts);
  return VARIANTS.map(([variant, strip]) => {
    const judged = crossValidate(gathered.map((each) => stripAll(each, strip)));
    return { variant, measures: ["en", "ru", "kk"].map((group) => describe(group, judged)) };
  });
}

/** The rows as a table in Markdown, hit@1 / hit@3 and refused / wrongly answered, in per cent. */
export function printAblation(rows: readonly AblationRow[]): string {
  const percent = (value: number) => (value * 100).toFixed(1);
  const head = ["| | en | ru | kk |", "|---|---|---|---|"];
  const lines = rows.map(({ variant, measures }) => {
    const cells = measures.map(
      ({ hit1, hit3, refused, wronglyAnswered }) =>
        `${percent(hit1)} / ${percent(hit3)}; ${percent(refused)} / ${percent(wronglyAnswered)}`,
    );
    return `| ${[variant, ...cells].join(" | ")} |`;
  });
  return [...head, ...lines].join("\n");
}

function describe(group: string, judged: readonly Judged[]): AblationRow["measures"][number] {
  const { hit1, hit3, refused, wronglyAnswered } = measure(judged.filter(({ spelling }) => spelling === group));
  return { group, hit1, hit3, refused, wronglyAnswered };
}

function stripAll(each: Gathered, strip: Strip): Gathered {
  const candidates = each.candidates.map((candidate) => strip(candidate, each.language));
  const judged = candidates.map((candidate, k) => ({
    signals: readSignals(candidate, each.understood),
    right: each.judged[k]?.right ?? false,
  }));
  return { ...each, candidates, judged };
}

function withoutViews(kind: ViewKind): Strip {
  return (candidate) => ({
    ...candidate,
    cosines: Object.fromEntries(Object.entries(candidate.cosines).filter(([sort]) => !sort.startsWith(`${kind}.`))),
  });
}

function withoutForeign(candidate: Candidate, language: string): Candidate {
  const kept = Object.entries(candidate.cosines).filter(
    ([sort]) => !sort.startsWith("question.") || sort.endsWith(language),
  );
  return { ...candidate, cosines: Object.fromEntries(kept) };
}

function englishAlone(candidate: Candidate): Candidate {
  const { "passage.en": passage, "sentence.en": sentence } = candidate.cosines;
  const cosines = {
    ...(passage === undefined ? {} : { "passage.en": passage }),
    ...(sentence === undefined ? {} : { "sentence.en": sentence }),
  };
  return { ...candidate, cosines, letters: {}, gapLetters: {}, bm25Share: {}, coverage: {} };
}
