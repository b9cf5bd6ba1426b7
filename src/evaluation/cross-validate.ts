import { decide } from "../answer/decide.ts";
import { type Calibration, rank } from "../answer/rank.ts";
import { fitCalibration } from "./fit.ts";
import type { Gathered } from "./gather.ts";
import { createRandom, type Outcome } from "./measure.ts";

/** Every question is judged by weights fitted without it, in any language or spelling. */
const FOLDS = 10;

/** An outcome and the spelling it belongs to. */
export interface Judged extends Outcome {
  set: string;
  spelling: Gathered["spelling"];
  confidence: number;
}

/** Judges every case with weights fitted on the other folds. */
export function crossValidate(gathered: readonly Gathered[]): Judged[] {
  const foldOf = dealFolds(gathered);
  return Array.from({ length: FOLDS }, (_, fold) => {
    const calibration = fitCalibration(
      gathered.filter(({ id }) => foldOf.get(id) !== fold),
      { fitted: "", questionsHash: "" },
    );
    return gathered.filter(({ id }) => foldOf.get(id) === fold).map((each) => judge(each, calibration));
  }).flat();
}

/** What Kenes makes of one gathered case with a calibration: steps 3 and 4. */
export function judge(each: Gathered, calibration: Calibration): Judged {
  const ranked = rank(each.candidates, each.understood, calibration.weights[each.language]);
  const position = ranked.findIndex(({ passage }) => each.right.has(passage));
  const { id, set, kind, near, audience, spelling } = each;
  const confidence = ranked[0]?.confidence ?? 0;
  const { kind: given, reason } = decide(each.understood, ranked, { calibration, broad: false, named: false });
  return {
    id,
    set,
    kind,
    near,
    audience,
    spelling,
    confidence,
    given,
    related: reason === "related-only",
    hit: position < 0 ? null : position + 1,
  };
}

/** Deals the ids of each kind and set over the folds, so that every fold has some of each. */
function dealFolds(gathered: readonly Gathered[]): Map<string, number> {
  const next = createRandom(11);
  const ids = [...new Map(gathered.map(({ id, kind, set }) => [id, `${set} ${kind}`]))];
  const shuffled = ids.map(([id, kind]) => ({ id, kind, key: next() }));
  shuffled.sort((a, b) => a.kind.localeCompare(b.kind) || a.key - b.key);
  return new Map(shuffled.map(({ id }, position) => [id, position % FOLDS]));
}
