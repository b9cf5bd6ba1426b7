import type { Compared, Verdict } from "./answer/verdict.ts";
import { describeDifference, listRemarks, nameVerdict } from "./check/verdict-words.ts";
import type { Conflict } from "./corpus/conflicts.ts";
import type { Corpus } from "./corpus/corpus.ts";
import { describePlace } from "./corpus/place.ts";
import type { Say } from "./messages/messages.ts";

/** A verdict for a person at a terminal: in words first, then each change, then where it stands. */
export function printVerdict(verdict: Verdict, say: Say): string {
  if (verdict.obstacle !== null) return nameVerdict(verdict, say);
  const nearest = verdict.verdict === "absent" ? verdict.nearest : [];
  const lines = [
    nameVerdict(verdict, say),
    ` « ${verdict.quotation} »`,
    ...verdict.differences.map((difference) => `   ${describeDifference(difference, say)}`),
    ...listRemarks(verdict, say).map((remark) => `   ${remark}`),
    ...(verdict.compared === null || verdict.parts.length > 0 ? [] : printCompared(verdict.compared)),
    ...verdict.parts.flatMap((part) => [
      ` « ${part.quotation} »`,
      `   ${nameVerdict(part, say)}`,
      ...(part.compared ? printCompared(part.compared) : []),
    ]),
    ...(nearest.length > 0 ? [say("check-nearest"), ...nearest.flatMap(printCompared)] : []),
    ...(verdict.code === null ? [] : [say("proof", { code: verdict.code })]),
  ];
  return `${lines.join("\n")}\n`;
}

function printCompared({ around, document, place, passage, edition }: Compared): string[] {
  return [
    `   ${around.before}[${around.words}]${around.after}`,
    `   ${document} · ${place}`,
    `   ${passage} · ${edition.slice(0, 19)}…`,
  ];
}

/** A conflict for a person at a terminal, in English: the list is for those who maintain the corpus. */
export function printConflict({ measure, kind, sides, explanation }: Conflict, corpus: Corpus): string {
  const lines = sides.map(({ passage, figure }) => {
    const found = corpus.find(passage);
    return `   ${figure}   ${passage} · ${found ? describePlace(found.passage, "en") : ""}`;
  });
  return [`${measure.en} (${kind})`, ...lines, `   ${explanation.en}`, ""].join("\n");
}
