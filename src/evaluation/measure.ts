/** Pure measures over what came back for each question. */

/** What came back for one case. */
export interface Outcome {
  id: string;
  kind: "answerable" | "unanswerable" | "chitchat" | "urgent";
  near: boolean;
  audience: string;
  /** Place of the first passage that answers it, from 1; null when none was brought up. */
  hit: number | null;
  /** What kind of answer was given. */
  given: "answered" | "abstained" | "greeting" | "urgent";
  /** True when Kenes abstained but showed what came nearest as related. */
  related: boolean;
}

export interface Measures {
  questions: number;
  hit1: number;
  hit3: number;
  hit10: number;
  mrr: number;
  /** Share of the answerable ones for which nothing was given. */
  refused: number;
  /** Share of the unanswerable ones that were answered. */
  wronglyAnswered: number;
  wronglyAnsweredNear: number;
  /** Of the near ones it abstained from, the share shown what comes nearest; of the others, the share shown it in vain. */
  nearShown: number;
  offShown: number;
  urgentMissed: number;
  urgentFalse: number;
  chitchatMissed: number;
}

export function measure(outcomes: readonly Outcome[]): Measures {
  const of = (kind: Outcome["kind"]) => outcomes.filter((outcome) => outcome.kind === kind);
  const answerable = of("answerable");
  const unanswerable = of("unanswerable");
  const within = (limit: number) => share(answerable, ({ hit }) => hit !== null && hit <= limit);
  return {
    questions: answerable.length,
    hit1: within(1),
    hit3: within(3),
    hit10: within(10),
    mrr: mean(answerable.map(({ hit }) => (hit === null ? 0 : 1 / hit))),
    refused: share(answerable, ({ given }) => given === "abstained" || given === "greeting"),
    wronglyAnswered: share(unanswerable, ({ given }) => given === "answered"),
    wronglyAnsweredNear: share(
      unanswerable.filter(({ near }) => near),
      ({ given }) => given === "answered",
    ),
    nearShown: share(
      unanswerable.filter(({ near, given }) => near && given === "abstained"),
      ({ related }) => related,
    ),
    offShown: share(
      unanswerable.filter(({ near, given }) => !near && given === "abstained"),
      ({ related }) => related,
    ),
    urgentMissed: share(of("urgent"), ({ given }) => given !== "urgent"),
    urgentFalse: share(answerable, ({ given }) => given === "urgent"),
    chitchatMissed: share(of("chitchat"), ({ given }) => given !== "greeting"),
  };
}

/** Times the outcomes are drawn anew. */
const DRAWS = 1000;

/** The middle 95 % of a measure over outcomes drawn with replacement; the same for the same outcomes. */
export function bootstrap(
  outcomes: readonly Outcome[],
  read: (measures: Measures) => number,
): { low: number; high: number } {
  const next = createRandom(7);
  const values = Array.from({ length: DRAWS }, () => {
    const drawn = outcomes.map(() => outcomes[Math.floor(next() * outcomes.length)] as Outcome);
    return read(measure(drawn));
  }).sort((a, b) => a - b);
  return { low: values[Math.floor(DRAWS * 0.025)] ?? 0, high: values[Math.floor(DRAWS * 0.975)] ?? 0 };
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function share<T>(all: readonly T[], test: (each: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(test).length / all.length;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
