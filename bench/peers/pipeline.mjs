/** The pipeline of transformers.js, as its documentation shows it for this kind of model. */
import { basename, dirname, resolve } from "node:path";
import { env, pipeline } from "transformers-4";

export function createEmbed(model) {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(resolve(model));
  const loaded = pipeline("feature-extraction", basename(model), { dtype: "q8" });
  /** Texts → vectors of unit length, 8 texts a run. */
  return async (texts, prefix) => {
    const extract = await loaded;
    const vectors = [];
    for (let start = 0; start < texts.length; start += 8) {
      const some = texts.slice(start, start + 8).map((text) => prefix + text);
      const { data, dims } = await extract(some, { pooling: "mean", normalize: true });
      for (let row = 0; row < dims[0]; row += 1) vectors.push(data.slice(row * dims[1], (row + 1) * dims[1]));
    }
    return vectors;
  };
}
