import { setImmediate } from "node:timers/promises";
import type Database from "better-sqlite3";
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
  database: Database.Database;
  embed: Embed;
  /** Sample questions of each language: the corpus's authored ones. */
  samples: Record<Language, readonly string[]>;
  onFailure: (error: unknown) => void;
  onChanged: () => void;
}

/** Texts embedded at a time: citizens' questions go between. */
const EMBED_AT_ONCE = 8;
/** Rows read and written at a time: a few milliseconds each. */
const ROWS_AT_ONCE = 100;
/** Milliseconds between two runs at least, and how many times the length of its comparing a run is followed by rest. */
const LEAST_REST_MS = 200;
const REST_FACTOR = 10;
/** What a run that failed counts as: half a minute of rest. */
const FAILED_MS = 3000;

interface Row {
  id: number;
  language: Language;
  question: string;
  vector: Buffer;
  theme: number | null;
}

export function createGrouping(parts: GroupingParts): Grouping {
  const store = createThemeStore(parts);
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

function createThemeStore({ database, embed }: GroupingParts) {
  const sql = {
    unembedded: database.prepare<[string], { id: number; question: string }>(
      `SELECT id, question FROM cases
       WHERE state = 'open' AND question IS NOT NULL AND model IS NOT ? ORDER BY id LIMIT ${EMBED_AT_ONCE}`,
    ),
    keep: database.prepare("UPDATE cases SET vector = ?, model = ? WHERE id = ? AND state = 'open'"),
    read: database.prepare<[number, string], Row>(
      `SELECT id, language, question, vector, theme FROM cases
       WHERE id > ? AND state = 'open' AND vector IS NOT NULL AND question IS NOT NULL AND model = ?
       ORDER BY id LIMIT ${ROWS_AT_ONCE}`,
    ),
    theme: database.prepare("UPDATE cases SET theme = ? WHERE id = ?"),
  };
  const writeSome = database.transaction((some: readonly { id: number; theme: number }[]) => {
    for (const { id, theme } of some) sql.theme.run(theme, id);
  });
  return {
    unembedded: () => sql.unembedded.all(embed.modelHash),
    keepVectors: database.transaction((kept: readonly { id: number; vector: Float32Array }[]) => {
      for (const { id, vector } of kept) sql.keep.run(toBytes(vector), embed.modelHash, id);
    }),
    readAll: async (stopped: () => boolean): Promise<Row[]> => {
      const rows: Row[] = [];
      for (let last = 0; !stopped(); last = rows.at(-1)?.id ?? 0) {
        const some = sql.read.all(last, embed.modelHash);
        if (some.length === 0) break;
        rows.push(...some);
        await setImmediate();
      }
      return rows;
    },
    writeThemes: async (changed: readonly { id: number; theme: number }[]) => {
      for (let start = 0; start < changed.length; start += ROWS_AT_ONCE) {
        writeSome(changed.slice(start, start + ROWS_AT_ONCE));
        await setImmediate();
      }
    },
  };
}

function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function toVector(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
