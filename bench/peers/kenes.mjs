/** Kenes itself, by the same commands. An answer is whole: ranked, judged, cited. */
import { createAsk } from "../../dist/answer/ask.js";
import { readCalibration } from "../../dist/answer/calibration.js";
import { createWorkerPool } from "../../dist/embedding/worker-pool.js";
import { createEmbedder } from "../../dist/engine.js";
import { buildIndex } from "../../dist/index/build-index.js";
import { openIndex } from "../../dist/index/open-index.js";
import { readVariant } from "./texts.mjs";

export function createPeer({ model, folder, variant }) {
  const { corpus } = readVariant(variant);
  // An index is built with as many processes as there are cores; questions are served as the service does it.
  const forBuilding = () => createWorkerPool({ model });
  const forServing = () => createEmbedder({ model });
  /** The process's one pool, for whichever it is told to do first: one builds, another serves. */
  let started;
  let answer;
  const start = (make) => {
    started ??= make();
    return started;
  };
  return {
    embed: async (texts, prefix) =>
      (await start(forBuilding)).embed(texts, prefix.startsWith("query") ? "query" : "passage"),
    /** `kept` finds the vectors of the corpus's views; without it they are embedded. */
    buildAll: async (kept) => {
      const embedder = await start(forBuilding);
      await buildIndex({ corpus, embedder, indexDir: folder, ...(kept ? { kept } : {}) });
    },
    open: async () => {
      const embedder = await start(forServing);
      const onRebuild = (reason) => {
        throw new Error(reason);
      };
      const index = await openIndex({ corpus, embedder, indexDir: folder, onRebuild });
      answer = createAsk({ corpus, embedder, index, calibration: readCalibration() });
    },
    ask: async (question) => (await answer({ text: question })).nearest.map(({ passage }) => passage),
    close: async () => (await started)?.close(),
  };
}
