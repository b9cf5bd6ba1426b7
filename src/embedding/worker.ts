import { parentPort, workerData } from "node:worker_threads";
import { AutoModel, AutoTokenizer, env } from "@xenova/transformers";

/**
 * A thread that runs the model. `session.run()` blocks the thread it is on for its whole duration,
 * so it must never be the one that talks to the network.
 */

/** What the pool sends: texts with their prefix, or the wish that the thread end. */
export type WorkerRequest = { kind: "embed"; id: number; texts: string[] } | { kind: "close" };

/** What comes back: one row of `dimensions` numbers a text, or the reason why not. */
export type WorkerReply =
  | { kind: "ready"; dimensions: number }
  | { kind: "vectors"; id: number; vectors: Float32Array }
  | { kind: "failed"; id: number | null; reason: string };

export interface WorkerSettings {
  model: string;
  local: boolean;
}

interface Output {
  last_hidden_state: { data: Float32Array; dims: [number, number, number] };
}

async function serve(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error("worker.ts runs in a worker thread only");
  const { model: name, local } = workerData as WorkerSettings;
  env.allowRemoteModels = !local;
  env.allowLocalModels = local;
  env.localModelPath = "";
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModel.from_pretrained(name, { quantized: true });
  const embed = async (texts: string[]): Promise<Float32Array> => {
    const inputs = tokenizer(texts, { padding: true, truncation: true });
    const output = (await model(inputs)) as Output;
    return poolMean(output.last_hidden_state, inputs.attention_mask.data as BigInt64Array);
  };
  port.on("message", (request: WorkerRequest) => {
    if (request.kind === "close") return port.close();
    embed(request.texts).then(
      (vectors) => port.postMessage({ kind: "vectors", id: request.id, vectors }, [vectors.buffer as ArrayBuffer]),
      (error: unknown) => port.postMessage({ kind: "failed", id: request.id, reason: String(error) }),
    );
  });
  const warm = await embed(["query: "]);
  port.postMessage({ kind: "ready", dimensions: warm.length });
}

/**
 * Mean of the token vectors that the mask keeps, at unit length; [batch, tokens, width] → rows of
 * width. Reads the raw buffer: through the library's Proxy it takes ten times as long.
 */
function poolMean({ data, dims }: Output["last_hidden_state"], mask: BigInt64Array): Float32Array {
  const [batch, tokens, width] = dims;
  const pooled = new Float32Array(batch * width);
  for (let row = 0; row < batch; row += 1) {
    const sum = pooled.subarray(row * width, (row + 1) * width);
    for (let token = 0; token < tokens; token += 1) {
      if (mask[row * tokens + token] === 0n) continue;
      const start = (row * tokens + token) * width;
      for (let k = 0; k < width; k += 1) sum[k] = (sum[k] ?? 0) + (data[start + k] ?? 0);
    }
    const length = Math.hypot(...sum) || 1;
    for (let k = 0; k < width; k += 1) sum[k] = (sum[k] ?? 0) / length;
  }
  return pooled;
}

serve().catch((error: unknown) => {
  parentPort?.postMessage({ kind: "failed", id: null, reason: String(error) });
});
