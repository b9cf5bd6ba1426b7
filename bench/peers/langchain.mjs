/**
 * LangChain.js as its documentation puts it together: HuggingFaceTransformersEmbeddings and HNSWLib.
 * Its default of 512 texts a run would take tens of gigabytes with texts of our length, so it gets 8,
 * one run after the other; all else is its own.
 */

import { basename, dirname, resolve } from "node:path";
import { env } from "@huggingface/transformers";
import { HuggingFaceTransformersEmbeddings } from "@langchain/community/embeddings/huggingface_transformers";
import { HNSWLib } from "@langchain/community/vectorstores/hnswlib";

export function createPeer({ model, folder }) {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(resolve(model));
  const embeddings = new HuggingFaceTransformersEmbeddings({
    model: basename(model),
    batchSize: 8,
    maxConcurrency: 1,
    pretrainedOptions: { dtype: "q8" },
  });
  let store;
  return {
    embed: (texts, prefix) => embeddings.embedDocuments(texts.map((text) => prefix + text)),
    build: async (items, vectors) => {
      store = new HNSWLib(embeddings, { space: "cosine" });
      const documents = items.map(({ passage, text }, label) => ({ pageContent: text, metadata: { passage, label } }));
      await store.addVectors(vectors, documents);
      await store.save(folder);
    },
    open: async () => {
      store = await HNSWLib.load(folder, embeddings);
    },
    ask: async (question, count) => {
      const found = await store.similaritySearch(`query: ${question}`, count);
      return found.map(({ metadata: { passage } }) => passage);
    },
  };
}
