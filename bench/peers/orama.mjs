/** Orama's hybrid search: its words and the vectors of transformers.js in one index, saved as its documentation says. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { create, insertMultiple, load, save, search } from "@orama/orama";
import { createEmbed } from "./pipeline.mjs";

export function createPeer({ model, folder }) {
  const embed = createEmbed(model);
  const empty = () => create({ schema: { text: "string", passage: "enum", embedding: "vector[384]" } });
  let index;
  return {
    embed,
    build: async (items, vectors) => {
      index = empty();
      const documents = items.map(({ passage, text }, row) => ({ text, passage, embedding: Array.from(vectors[row]) }));
      await insertMultiple(index, documents, 500);
      writeFileSync(join(folder, "orama.json"), JSON.stringify(save(index)));
    },
    open: async () => {
      index = empty();
      load(index, JSON.parse(readFileSync(join(folder, "orama.json"), "utf8")));
    },
    ask: async (question, count) => {
      const [vector] = await embed([question], "query: ");
      const { hits } = await search(index, {
        mode: "hybrid",
        term: question,
        vector: { value: Array.from(vector), property: "embedding" },
        limit: count,
      });
      return hits.map(({ document }) => document.passage);
    },
  };
}
