import type { Calibration } from "../answer/rank.ts";
import type { RecallParts } from "../answer/recall.ts";
import { crossValidate, type Judged } from "./cross-validate.ts";
import { fitCalibration } from "./fit.ts";
import { gather } from "./gather.ts";
import { bootstrap, type Measures, measure } from "./measure.ts";
import { readQuestionSets, SPELLINGS } from "./questions.ts";

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
  /** What came back for each question: what the plots are drawn from. */
  judged: Judged[];
  /** Fitted on all of it: what ships. */
  calibration: Calibration;
}

/** Throws when the sets and the corpus don't belong together. */
export async function evaluate(files: readonly string[], parts: RecallParts): Promise<Report> {
  const { cases, hash } = readQuestionSets(files);
  const gathered = await gather(cases, parts);
  const judged = crossValidate(gathered);
  const rows = [...new Set(judged.map(({ set }) => set))].flatMap((set) =>
    describeSet(
      set,
      judged.filter((each) => each.set === set),
    ),
  );
  const about = { fitted: new Date().toISOString().slice(0, 10), questionsHash: hash };
  return {
    questionsHash: hash,
    indexHash: parts.index.hash,
    rows,
    judged,
    calibration: fitCalibration(gathered, about),
  };
}

function describeSet(set: string, all: readonly Judged[]): Row[] {
  return SPELLINGS.flatMap((spelling) => {
    const own = all.filter((each) => each.spelling === spelling);
    const audiences = [...new Set(own.filter(({ kind }) => kind === "answerable").map(({ audience }) => audience))];
    const parted = audiences.length < 2 || own.length < 50 ? [] : audiences;
    return [
      describe(`${set} ${spelling}`, own),
      ...parted.map((audience) =>
        describe(
          `${set} ${spelling}, ${audience}`,
          own.filter((each) => each.audience === audience),
        ),
      ),
    ];
  });
}

function describe(group: string, judged: readonly Judged[]): Row {
  const intervals = { hit1: bootstrap(judged, ({ hit1 }) => hit1), hit3: bootstrap(judged, ({ hit3 }) => hit3) };
  return { group, measures: measure(judged), intervals };
}
