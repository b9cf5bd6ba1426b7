import type { Calibration } from "../answer/rank.ts";
import type { RecallParts } from "../answer/recall.ts";
import { crossValidate, type Judged } from "./cross-validate.ts";
import { fitCalibration } from "./fit.ts";
import { gather } from "./gather.ts";
import { bootstrap, type Measures, measure } from "./measure.ts";
import { readQuestionSet, SPELLINGS } from "./questions.ts";

export interface Row {
  group: string;
  measures: Measures;
  /** The middle 95 % of hit@1 and hit@3. */
  intervals: { hit1: { low: number; high: number }; hit3: { low: number; high: number } };
}

/** What `npm run evaluate` prints: every question judged by weights fitted without it. */
export interface Report {
  questionsHash: string;
  indexHash: string;
  rows: Row[];
  /** Fitted on all of it: what ships. */
  calibration: Calibration;
}

/** Throws when the set and the corpus don't belong together. */
export async function evaluate(file: string, parts: RecallParts): Promise<Report> {
  const set = readQuestionSet(file);
  const gathered = await gather(set.cases, parts);
  const judged = crossValidate(gathered);
  const groups = SPELLINGS.flatMap((spelling) => {
    const own = judged.filter((each) => each.spelling === spelling);
    const audiences = [...new Set(own.filter(({ kind }) => kind === "answerable").map(({ audience }) => audience))];
    const parted = audiences.length < 2 || own.length < 50 ? [] : audiences;
    return [
      describe(spelling, own),
      ...parted.map((audience) =>
        describe(
          `${spelling}, ${audience}`,
          own.filter((each) => each.audience === audience),
        ),
      ),
    ];
  });
  const about = { fitted: new Date().toISOString().slice(0, 10), questionsHash: set.hash };
  return {
    questionsHash: set.hash,
    indexHash: parts.index.hash,
    rows: groups,
    calibration: fitCalibration(gathered, about),
  };
}

function describe(group: string, judged: readonly Judged[]): Row {
  const intervals = { hit1: bootstrap(judged, ({ hit1 }) => hit1), hit3: bootstrap(judged, ({ hit3 }) => hit3) };
  return { group, measures: measure(judged), intervals };
}
