/** transformers.js' own pipeline and a scan of all vectors: the least that one can write. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEmbed } from "./pipeline.mjs";

export function createPeer({ model, folder }) {
  const embed = createEmbed(model);
  let texts = [];
  let rows = new Float32Array();
  return {
    embed,
    build: async (items, vectors) => {
      const width = vectors[0].length;
      rows = new Float32Array(vectors.length * width);
      for (const [row, vector] of vectors.entries()) rows.set(vector, row * width);
      texts = items;
      writeFileSync(join(folder, "texts.json"), JSON.stringify(items));
      writeFileSync(join(folder, "vectors.f32"), new Uint8Array(rows.buffer));
    },
    open: async () => {
      texts = JSON.parse(readFileSync(join(folder, "texts.json"), "utf8"));
      rows = new Float32Array(new Uint8Array(readFileSync(join(folder, "vectors.f32"))).buffer);
    },
    ask: async (question, count) => {
      const [vector] = await embed([question], "query: ");
      const scores = texts.map(({ passage }, row) => {
        let score = 0;
        for (let k = 0; k < vector.length; k += 1) score += vector[k] * rows[row * vector.length + k];
        return { passage, score };
      });
      scores.sort((a, b) => b.score - a.score);
      return scores.slice(0, count).map(({ passage }) => passage);
    },
  };
}
