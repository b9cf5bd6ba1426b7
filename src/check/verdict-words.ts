import type { Difference, Verdict } from "../answer/verdict.ts";
import type { Say } from "../messages/messages.ts";

/** A verdict in sentences: every channel speaks them alike. Pure. */

/** The verdict in one sentence, or why there is none. */
export function nameVerdict(verdict: Verdict, say: Say): string {
  if (verdict.obstacle !== null) return say(`check-${verdict.obstacle}`);
  if (verdict.stitched) return say("check-stitched");
  return say(isOnlyNotation(verdict) ? "check-notation" : `check-${verdict.verdict}`);
}

/** True when nothing differs but how figures and units are written: a journalist changed no fact. */
function isOnlyNotation({ verdict, differences }: Verdict): boolean {
  return verdict === "altered" && differences.length > 0 && differences.every(({ kind }) => kind === "notation");
}

/** What was changed, without the name of its kind. */
export function sayDifference({ kind, quoted, document }: Difference, say: Say): string {
  if (kind === "notation" && (quoted === "" || document === "")) {
    return say("difference-same-moved", { words: quoted || document });
  }
  if (quoted === "") return say("difference-missing", { document });
  if (document === "") return say("difference-extra", { quoted });
  return say(kind === "notation" ? "difference-same" : "difference-changed", { quoted, document });
}

/** A change with its kind: "Year: the quotation has “2021”, the report has “2022”". */
export function describeDifference(difference: Difference, say: Say): string {
  return `${say(`difference-${difference.kind}`)}: ${sayDifference(difference, say)}`;
}

/** What a reader must know beside the changes: what was set aside, left out, or is a translation. */
export function listRemarks({ leadIn, omitted, original }: Verdict, say: Say): string[] {
  return [
    ...(leadIn === null ? [] : [say("check-lead-in", { words: leadIn })]),
    ...omitted.map((words) => say("check-omitted", { words })),
    ...(original === null ? [] : [say("check-working")]),
    ...(original?.figures ?? []).map(({ quoted, original: figure }) =>
      figure === null ? say("check-figure-none", { quoted }) : say("check-figure", { quoted, original: figure }),
    ),
  ];
}
