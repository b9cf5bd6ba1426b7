import type { Answer } from "./answer.ts";
import type { Calibration, Ranked } from "./rank.ts";
import type { Understood } from "./understand.ts";

export interface Decision {
  kind: Answer["kind"];
  reason: Answer["reason"];
  /** How many of the ranked passages are shown as the answer. */
  shown: number;
}

export interface Circumstances {
  calibration: Calibration;
  /** There are headings to choose from: the question only names a topic. */
  broad: boolean;
  /** A topic the document has by name, or a heading the asker chose: what stands there is what was asked for. */
  named: boolean;
}

/** Passages an answer shows: the first, and two that may complete it. */
const SHOWN = 3;
/** From this probability on what came nearest is worth showing as "the document does not say; nearest". */
const RELATED = 0.5;

/** Answers when the first passage is likely enough to be right; otherwise abstains and says why. */
export function decide(
  question: Understood,
  ranked: readonly Ranked[],
  { calibration, broad, named }: Circumstances,
): Decision {
  if (question.obstacle) return { kind: "abstained", reason: question.obstacle, shown: 0 };
  if (question.kind === "greeting") return { kind: "greeting", reason: null, shown: 0 };
  const confidence = ranked[0]?.confidence ?? 0;
  const sure = confidence >= calibration.weights[question.written].threshold;
  if (question.kind === "urgent") return { kind: "urgent", reason: null, shown: sure ? SHOWN : 0 };
  if (broad && !sure) return { kind: "abstained", reason: "too-broad", shown: 0 };
  if (sure || (named && ranked.length > 0)) return { kind: "answered", reason: null, shown: SHOWN };
  return {
    kind: "abstained",
    reason: (ranked[0]?.related ?? 0) >= RELATED ? "related-only" : "not-in-document",
    shown: 0,
  };
}
