import { setImmediate } from "node:timers/promises";
import type { Language } from "../corpus/passage.ts";
import { type Centres, centre, type Embed, measureCentres } from "./meaning.ts";
import { findThemes, type Question } from "./similar.ts";

/**
 * Keeps the themes of open cases: embeds what is new, compares, writes what changed. It runs beside
 * the answering of citizens, so every piece of it is short and the event loop gets its turn between.
 */
export interface Grouping {
  /** Says that cases came or went. */
  wake(): void;
  /** Resolves when all that was said so far is in the themes. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface GroupingParts {
  store: ThemeStore;
  embed: Embed;
  /** Sample questions of each language: the corpus's authored ones. */
  samples: Record<Language, readonly string[]>;
  onFailure: (error: unknown) => void;
  onChanged: () => void;
}

/** Rows read between two turns of the event loop: a few milliseconds each. */
const ROWS_AT_ONCE = 100;
/** Milliseconds between two runs at least, and how many times the length of its comparing a run is followed by rest. */
const LEAST_REST_MS = 200;
const REST_FACTOR = 10;
/** What a run that failed counts as: half a minute of rest. */
const FAILED_MS = 3000;

export interface ThemeRow {
  id: number;
  language: Language;
  question: string;
  vector: Buffer;
  theme: number | null;
}

/** Where the questions to be grouped are kept; ids grow with time. */
export interface ThemeStore {
  /** The next questions without a vector of the present model. */
  unembedded(): { id: number; question: string }[];
  keepVectors(kept: readonly { id: number; vector: Float32Array }[]): void;
  /** All that have one, by id. */
  readAll(stopped: () => boolean): Promise<ThemeRow[]>;
  writeThemes(changed: readonly { id: number; theme: number }[]): Promise<void>;
}

export function createGrouping(parts: GroupingParts): Grouping {
  const { store } = parts;
  let centres: Centres | null = null;
  let [running, dirty, stopped]: [Promise<void> | null, boolean, boolean] = [null, false, false];
  let notBefore = 0;
  let timer: NodeJS.Timeout | undefined;

  /** Gives the milliseconds that comparing took. */
  const group = async (): Promise<number> => {
    for (let texts = store.unembedded(); texts.length > 0 && !stopped; texts = store.unembedded()) {
      const vectors = await parts.embed.embed(texts.map(({ question }) => question));
      store.keepVectors(texts.map(({ id }, position) => ({ id, vector: vectors[position] as Float32Array })));
    }
    const rows = await store.readAll(() => stopped);
    if (rows.length === 0) return 0;
    centres ??= await measureCentres(parts.samples, parts.embed);
    const middle = centres;
    const start = performance.now();
    const questions: Question[] = [];
    for (const [position, { id, language, question, vector }] of rows.entries()) {
      const own = middle[language];
      if (own) questions.push({ id, language, text: question, vector: centre(toVector(vector), own) });
      if (position % ROWS_AT_ONCE === 0) await setImmediate();
    }
    const themes = await findThemes(questions, () => setImmediate());
    if (stopped) return 0;
    const changed = rows.filter(({ id, theme }) => (themes.get(id) ?? id) !== theme);
    await store.writeThemes(changed.map(({ id }) => ({ id, theme: themes.get(id) ?? id })));
    if (changed.length > 0) parts.onChanged();
    return performance.now() - start;
  };
  const run = async () => {
    dirty = false;
    const took = await group().catch((error: unknown) => {
      parts.onFailure(error);
      dirty = true;
      return FAILED_MS;
    });
    notBefore = performance.now() + Math.max(LEAST_REST_MS, took * REST_FACTOR);
  };
  const begin = () => {
    if (running || stopped) return;
    running = run().finally(() => {
      running = null;
      if (dirty) schedule();
    });
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(begin, Math.max(0, notBefore - performance.now()));
  };
  return {
    wake: () => {
      dirty = true;
      if (!running) schedule();
    },
    settled: async () => {
      while ((running || dirty) && !stopped) {
        clearTimeout(timer);
        begin();
        await running;
      }
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

function toVector(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
