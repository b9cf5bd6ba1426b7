import type { Compared, DiffPart, Verdict } from "../answer/verdict.ts";
import { describePlace } from "../corpus/place.ts";
import { nameDifferences, rankDifferences } from "./differences.ts";
import type { Encoded } from "./encode.ts";
import type { Finding, Sought } from "./find.ts";
import { type Likeness, readSpan } from "./likeness.ts";
import { findOriginal } from "./original.ts";
import type { Stream } from "./stream.ts";
import { listTokens } from "./tokens.ts";
import { wordClasses } from "./word-classes.ts";

/** A judged quotation → the verdict that a reader gets. Pure. */

/** Passages shown beside an absent quotation. */
const NEAREST = 3;

export interface Judgement {
  quotation: string;
  sought: Sought;
  nearest: readonly Finding[];
  verdict: Verdict["verdict"];
  leadIn: string | null;
  stream: Stream;
}

export function emptyVerdict(quotation: string): Verdict {
  return {
    code: null,
    quotation,
    verdict: "absent",
    obstacle: null,
    language: null,
    passage: null,
    place: null,
    edition: null,
    differences: [],
    diff: [],
    compared: null,
    original: null,
    stitched: false,
    parts: [],
    omitted: [],
    leadIn: null,
    nearest: [],
  };
}

export function describeVerdict({ quotation, nearest, verdict, leadIn, stream }: Judgement): Verdict {
  const [best] = nearest;
  const language = best?.segment.language ?? null;
  if (verdict === "absent" || !best) {
    return { ...emptyVerdict(quotation), language, nearest: describeNearest(nearest, stream) };
  }
  const compared = compare(best, stream);
  const differences = best.pieces.flatMap(({ quoted, likeness }) =>
    nameDifferences(likeness.hunks, {
      quoted,
      document: readSpan({ from: likeness.span.from, to: sentenceEnd(likeness.span.to, stream) }, stream),
      language: best.segment.language,
    }),
  );
  return {
    ...emptyVerdict(quotation),
    verdict,
    language,
    passage: compared.passage,
    place: compared.place,
    edition: compared.edition,
    differences: verdict === "verbatim" ? [] : rankDifferences(differences),
    diff: verdict === "verbatim" ? [] : best.pieces.flatMap(({ quoted, likeness }) => showDiff(quoted, likeness)),
    compared,
    original: best.segment.language === best.segment.document.language ? null : findOriginal(best),
    omitted: findOmitted(best, stream),
    leadIn,
  };
}

function describeNearest(nearest: readonly Finding[], stream: Stream): Compared[] {
  const seen = new Set<string>();
  const fresh = nearest.filter(({ segment }) => !seen.has(segment.passage.id) && seen.add(segment.passage.id));
  return fresh.slice(0, NEAREST).map((finding) => compare(finding, stream));
}

/** Where it stands: from its first word to its last, with the rest of the passage around it. */
function compare(finding: Finding, stream: Stream): Compared {
  const { segment } = finding;
  const { passage, document, language, status } = segment;
  const from = Math.min(...finding.pieces.map(({ likeness }) => likeness.span.from));
  const to = Math.max(...finding.pieces.map(({ likeness }) => likeness.span.to));
  const start = stream.segments[stream.segmentAt[from] ?? 0] ?? segment;
  const end = stream.segments[stream.segmentAt[to - 1] ?? 0] ?? segment;
  return {
    passage: passage.id,
    document: document.symbol,
    edition: document.edition,
    place: describePlace(passage, language),
    language,
    status,
    around: {
      before: start.text.slice(0, start.tokens[from - start.from]?.start ?? 0),
      words: readSpan({ from, to }, stream).text,
      after: end.text.slice(end.tokens[to - 1 - end.from]?.end ?? end.text.length),
    },
  };
}

/** The word diff as a reader sees it: the texts themselves, with their punctuation. */
function showDiff(quoted: Encoded, { document, hunks }: Likeness): DiffPart[] {
  const parts: DiffPart[] = [];
  const push = (where: DiffPart["in"], text: string) => {
    if (text.trim() !== "") parts.push({ in: where, text: text.trim() });
  };
  let at = quoted.tokens[0]?.start ?? 0;
  for (const hunk of hunks) {
    const start = quoted.tokens[hunk.quoted.from]?.start ?? quoted.tokens.at(-1)?.end ?? at;
    const end = hunk.quoted.from < hunk.quoted.to ? (quoted.tokens[hunk.quoted.to - 1]?.end ?? start) : start;
    const [first, last] = [document.tokens[hunk.document.from], document.tokens[hunk.document.to - 1]];
    push("both", quoted.text.slice(at, start));
    if (hunk.document.from < hunk.document.to) push("document", document.text.slice(first?.start, last?.end));
    push("quotation", quoted.text.slice(start, end));
    at = end;
  }
  push("both", quoted.text.slice(at, quoted.tokens.at(-1)?.end));
  return parts;
}

/** What stands between the parts that an ellipsis joins, and a denial that the quotation's edges cut off. */
function findOmitted(finding: Finding, stream: Stream): string[] {
  const { isNegation } = wordClasses(finding.segment.language);
  const denies = (text: string) => listTokens(text).some(({ word }) => isNegation(word));
  const spans = finding.pieces.map(({ likeness }) => likeness.span);
  const between = spans.slice(1).flatMap((span, k) => {
    const from = spans[k]?.to ?? span.from;
    return from < span.from ? [readSpan({ from, to: span.from }, stream).text] : [];
  });
  const first = spans[0]?.from ?? 0;
  const last = spans.at(-1)?.to ?? 0;
  let from = first;
  while (from > 0 && stream.sentenceStarts[from] === 0) from -= 1;
  const to = sentenceEnd(last, stream);
  const edges = [readSpan({ from, to: first }, stream).text, readSpan({ from: last, to }, stream).text].filter(denies);
  return [...between, ...edges];
}

/** Where the sentence ends that a stretch up to this position ends in. */
function sentenceEnd(position: number, stream: Stream): number {
  let to = position;
  while (to < stream.row.length && stream.sentenceStarts[to] === 0) to += 1;
  return to;
}
