import { z } from "zod";
import type { Language } from "../../corpus/passage.ts";
import type { Collections } from "./collections.ts";
import { type PassageRecord, readRecord } from "./passage-record.ts";
import type { Weaviate } from "./weaviate.ts";

/** What a front end asks of the two collections while it answers. */
export interface PassageStore {
  /** The passages that own the views nearest to a vector, each with the cosine of its nearest. */
  nearest(vector: Float32Array, within: Within): Promise<Map<string, number>>;
  /** The passages that any of the stems of each language bring up, the most a language. */
  withWords(stems: ReadonlyMap<Language, readonly string[]>, within: Within): Promise<string[]>;
  /** What weighs these passages. One that is not there is left out. */
  records(passages: readonly string[]): Promise<Map<string, PassageRecord>>;
  /** The bytes kept under these names among the passages. */
  bytes(names: readonly string[]): Promise<Map<string, Buffer>>;
}

export interface Within {
  /** How many views, or passages, at most. */
  most: number;
  /** The id of the one document that is asked; all of them when absent. */
  document?: string | undefined;
}

/** Memory of a front end for the passages asked about lately; the whole report takes a quarter of it. */
const REMEMBERED_BYTES = 64 * 2 ** 20;
/** Digits that a number of a vector is sent with: all that a float holds. */
const DIGITS = 8;

const Near = z.object({ passage: z.string(), _additional: z.object({ distance: z.number() }) });
const Named = z.object({ passage: z.string() });
const Recorded = z.object({ passage: z.string(), record: z.string() });

export function createPassageStore(
  { views, passages }: Collections,
  { weaviate, dimensions }: { weaviate: Weaviate; dimensions: number },
): PassageStore {
  const remembered = createMemory(REMEMBERED_BYTES);
  const fetchBytes = async (names: readonly string[]) => {
    const where = `{ path: ["passage"], operator: ContainsAny, valueText: ${JSON.stringify(names)} }`;
    const query = `{ Get { found: ${passages}(where: ${where}, limit: ${names.length}) { passage record } } }`;
    const { found } = readGet(await weaviate.query(query), z.object({ found: z.array(Recorded) }));
    return new Map(found.map(({ passage, record }) => [passage, Buffer.from(record, "base64")]));
  };
  return {
    nearest: async (vector, within) => {
      const numbers = Array.from(vector, (value) => value.toPrecision(DIGITS)).join(",");
      const query = `{ Get { near: ${views}(nearVector: { vector: [${numbers}] }, ${limit(within)}) { passage _additional { distance } } } }`;
      const { near } = readGet(await weaviate.query(query), z.object({ near: z.array(Near) }));
      const nearest = new Map<string, number>();
      // The distance is minus the dot product. The nearest view of a passage comes first.
      for (const { passage, _additional } of near) {
        if (!nearest.has(passage)) nearest.set(passage, -_additional.distance);
      }
      return nearest;
    },
    withWords: async (stems, within) => {
      const legs = [...stems].filter(([, words]) => words.length > 0);
      if (legs.length === 0) return [];
      const gets = legs.map(([language, words]) => {
        const bm25 = `{ query: ${JSON.stringify(words.join(" "))}, properties: ["${language}"] }`;
        return `${language}: ${passages}(bm25: ${bm25}, ${limit(within)}) { passage }`;
      });
      const found = readGet(
        await weaviate.query(`{ Get { ${gets.join(" ")} } }`),
        z.record(z.string(), z.array(Named)),
      );
      return Object.values(found).flatMap((hits) => hits.map(({ passage }) => passage));
    },
    records: async (wanted) => {
      const names = [...new Set(wanted)];
      const known = new Map(names.flatMap((name) => [[name, remembered.find(name)] as const]));
      const missing = names.filter((name) => known.get(name) === undefined);
      for (const [passage, bytes] of missing.length === 0 ? [] : await fetchBytes(missing)) {
        const record = readRecord(bytes, dimensions);
        remembered.keep(passage, record);
        known.set(passage, record);
      }
      return new Map([...known].flatMap(([name, record]) => (record ? [[name, record] as const] : [])));
    },
    bytes: fetchBytes,
  };
}

function limit({ most, document }: Within): string {
  if (document === undefined) return `limit: ${most}`;
  return `limit: ${most}, where: { path: ["document"], operator: Equal, valueText: ${JSON.stringify(document)} }`;
}

/** Records asked for lately, the one not asked for longest given up first. */
function createMemory(limit: number) {
  const records = new Map<string, PassageRecord>();
  let bytes = 0;
  return {
    find: (name: string) => {
      const record = records.get(name);
      if (record) {
        records.delete(name);
        records.set(name, record);
      }
      return record;
    },
    keep: (name: string, record: PassageRecord) => {
      bytes += record.bytes - (records.get(name)?.bytes ?? 0);
      records.delete(name);
      records.set(name, record);
      for (const [oldest, { bytes: freed }] of records) {
        if (bytes <= limit) return;
        records.delete(oldest);
        bytes -= freed;
      }
    },
  };
}

function readGet<Shape>(data: unknown, shape: z.ZodType<Shape>): Shape {
  return shape.parse(z.object({ Get: z.unknown() }).parse(data).Get);
}
