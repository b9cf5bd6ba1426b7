import { createHash } from "node:crypto";
import type Database from "better-sqlite3";

/** Vectors of what was learned, so that a restart embeds nothing again. Each counts for its model, kind and very text. */

export interface LearnedVectors {
  /** One vector a text, in order: kept, or embedded now and kept. */
  embed(texts: readonly string[], by: { name: string; embed: Embedding }): Promise<Float32Array[]>;
}

type Embedding = (texts: readonly string[]) => Promise<Float32Array[]>;

export function createLearnedVectors(database: Database.Database): LearnedVectors {
  const find = database.prepare<[string], { vector: Buffer }>("SELECT vector FROM learned_vectors WHERE key = ?");
  const keep = database.prepare("INSERT OR REPLACE INTO learned_vectors VALUES (?, ?)");
  return {
    embed: async (texts, { name, embed }) => {
      const keyOf = (text: string) => createHash("sha256").update(`${name}\n${text}`).digest("base64url");
      const vectors = texts.map((text) => read(find.get(keyOf(text))?.vector));
      const missing = [...texts.entries()].filter(([position]) => !vectors[position]);
      const embedded = missing.length > 0 ? await embed(missing.map(([, text]) => text)) : [];
      database.transaction(() => {
        for (const [k, [position, text]] of missing.entries()) {
          const vector = embedded[k] as Float32Array;
          vectors[position] = vector;
          keep.run(keyOf(text), Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
        }
      })();
      return vectors as Float32Array[];
    },
  };
}

function read(bytes: Buffer | undefined): Float32Array | undefined {
  return bytes && new Float32Array(new Uint8Array(bytes).buffer);
}
