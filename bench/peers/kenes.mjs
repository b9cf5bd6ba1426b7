/** Kenes itself, by the same commands. An answer is whole: ranked, judged, cited. */
import { createAsk } from "../../dist/answer/ask.js";
import { readCalibration } from "../../dist/answer/calibration.js";
import { createWorkerPool } from "../../dist/embedding/worker-pool.js";
import { buildIndex } from "../../dist/index/build-index.js";
import { openIndex } from "../../dist/index/open-index.js";
import { readVariant } from "./texts.mjs";

export function createPeer({ model, folder, variant }) {
  const { corpus } = readVariant(variant);
  // As the service has it: one process, a second while questions wait.
  const started = createWorkerPool({ model, workers: 1, most: 2 });
  let answer;
  return {
    embed: async (texts, prefix) => (await started).embed(texts, prefix.startsWith("query") ? "query" : "passage"),
    /** `kept` finds the vectors of the corpus's views; without it they are embedded. */
    buildAll: async (kept) => {
      const embedder = await started;
      await buildIndex({ corpus, embedder, indexDir: folder, ...(kept ? { kept } : {}) });
    },
    open: async () => {
      const embedder = await started;
      const onRebuild = (reason) => {
        throw new Error(reason);
      };
      const index = await openIndex({ corpus, embedder, indexDir: folder, onRebuild });
      answer = createAsk({ corpus, embedder, index, calibration: readCalibration() });
    },
    ask: async (question) => (await answer({ text: question })).nearest.map(({ passage }) => passage),
    close: async () => (await started).close(),
  };
}
