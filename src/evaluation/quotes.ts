import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Check } from "../answer/verdict.ts";

const Quotes = z
  .array(
    z.object({
      id: z.string(),
      claim: z.string(),
      verdict: z.enum(["verbatim", "altered", "absent"]),
      needle: z.string().nullable(),
    }),
  )
  .min(1);

/** What `npm run evaluate -- --quotes` prints. */
export interface QuoteMeasures {
  quotations: number;
  /** Share with the right verdict. */
  right: number;
  altered: number;
  /** Of the altered ones, the share whose first named difference holds a changed word. */
  named: number;
  wrong: { id: string; expected: string; given: string }[];
  unnamed: string[];
  /** Milliseconds of one check. */
  median: number;
  slowest: number;
}

/** Measures the check on quotations whose verdict is known. Throws when the file is not of that shape. */
export function evaluateQuotes(file: string, check: Check): QuoteMeasures {
  const quotes = Quotes.parse(JSON.parse(readFileSync(file, "utf8")));
  const times: number[] = [];
  const wrong: QuoteMeasures["wrong"] = [];
  const unnamed: string[] = [];
  for (const { id, claim, verdict, needle } of quotes) {
    const start = performance.now();
    const given = check(claim);
    times.push(performance.now() - start);
    if (given.verdict !== verdict) wrong.push({ id, expected: verdict, given: given.verdict });
    if (verdict !== "altered" || needle === null) continue;
    const [first] = given.differences;
    const changed = changedWords(claim, needle);
    const named = wordsOf(`${first?.quoted ?? ""} ${first?.document ?? ""}`);
    if (!named.some((word) => changed.has(word))) unnamed.push(id);
  }
  const altered = quotes.filter(({ verdict }) => verdict === "altered").length;
  times.sort((a, b) => a - b);
  return {
    quotations: quotes.length,
    right: 1 - wrong.length / quotes.length,
    altered,
    named: 1 - unnamed.length / Math.max(1, altered),
    wrong,
    unnamed,
    median: times[Math.floor(times.length / 2)] ?? 0,
    slowest: times.at(-1) ?? 0,
  };
}

export function printQuotes(measures: QuoteMeasures): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    `quotations            ${measures.quotations}`,
    `verdict right         ${percent(measures.right)}`,
    `altered, named first  ${percent(measures.named)} of ${measures.altered}`,
    `milliseconds a check  ${measures.median.toFixed(1)} median, ${measures.slowest.toFixed(1)} at most`,
    ...measures.wrong.map(({ id, expected, given }) => `wrong    ${id}: ${given} instead of ${expected}`),
    ...measures.unnamed.map((id) => `unnamed  ${id}`),
  ].join("\n");
}

/** Words that one of the two has more often than the other: found without the check's own alignment. */
function changedWords(claim: string, needle: string): Set<string> {
  const count = (text: string) => {
    const counts = new Map<string, number>();
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };
  const [a, b] = [count(claim), count(needle)];
  return new Set([...a.keys(), ...b.keys()].filter((word) => a.get(word) !== b.get(word)));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}.,]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu) ?? [];
}
