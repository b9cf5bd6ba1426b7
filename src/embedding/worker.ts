import { join } from "node:path";
import { AutoConfig, AutoModel, AutoTokenizer, BertModel, env } from "@xenova/transformers";
import koffi from "koffi";
import onnxruntime from "onnxruntime-node";

/**
 * A process that runs the model, started by worker-pool.ts: `session.run()` blocks whoever calls it
 * for its whole duration, so it must never be the one that talks to the network. It lives as long
 * as the channel to the process that started it.
 */

/** Where a model's folder has the network, by the library's rule. */
const MODEL_FILE = "onnx/model_quantized.onnx";

/** What the pool sends: texts with their prefix. */
export interface WorkerRequest {
  id: number;
  texts: string[];
}

/** What comes back: one row of `dimensions` numbers a text, or the reason why not. */
export type WorkerReply =
  | { kind: "ready"; dimensions: number }
  | { kind: "vectors"; id: number; vectors: Float32Array }
  | { kind: "failed"; id: number | null; reason: string };

type Model = (inputs: object) => Promise<unknown>;

interface Output {
  last_hidden_state: { data: Float32Array; dims: [number, number, number] };
}

/** No arena: it keeps its peak (12 MB after questions, more after an index was built); one would spare 0.8 ms a text. */
const LEAN = { executionProviders: ["cpu"], intraOpNumThreads: 1, enableCpuMemArena: false, enableMemPattern: false };

/**
 * One thread a process: for a text as short as a question a second one mostly spins while it waits,
 * which doubles the processor's time (6.1 ms against 12.6, measured on two cores) and trebles the
 * wait when anything else runs. The library passes no settings on and reads the whole file into
 * memory first (70 MB until cleared away), and the runtime heeds settings only for a model that it
 * reads from a file itself: so a local model's session is made here. The class is the library's for
 * any encoder; a model of the hub is loaded by the library in its own way.
 */
async function loadModel(name: string, local: boolean): Promise<Model> {
  if (!local) return AutoModel.from_pretrained(name, { quantized: true });
  const session = await onnxruntime.InferenceSession.create(join(name, MODEL_FILE), LEAN);
  return new BertModel(await AutoConfig.from_pretrained(name), session) as Model;
}

/** `name`: a model's folder, or with `local` false its hub name. */
async function serve(name: string, local: boolean): Promise<void> {
  env.allowRemoteModels = !local;
  env.allowLocalModels = local;
  env.localModelPath = "";
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await loadModel(name, local);
  const embedOne = async (text: string): Promise<Float32Array> => {
    const inputs = tokenizer([text], { padding: true, truncation: true });
    const output = (await model(inputs)) as Output;
    return poolMean(output.last_hidden_state, inputs.attention_mask.data as BigInt64Array);
  };
  // One text a run: what eight at once keep between layers is more than the processor's cache holds
  // (12.9 ms a text against 9.2, measured), and the vector of a text doesn't hang on its neighbours.
  const embed = async (texts: string[]): Promise<Float32Array> => {
    const rows: Float32Array[] = [];
    for (const text of texts) rows.push(await embedOne(text));
    const width = rows[0]?.length ?? 0;
    const joined = new Float32Array(rows.length * width);
    for (const [row, vector] of rows.entries()) joined.set(vector, row * width);
    return joined;
  };
  const giveBack = createGiveBack();
  process.on("message", ({ id, texts }: WorkerRequest) => {
    embed(texts)
      .then(
        (vectors) => reply({ kind: "vectors", id, vectors }),
        (error: unknown) => reply({ kind: "failed", id, reason: String(error) }),
      )
      .then(giveBack);
  });
  const warm = await embed(["query: "]);
  giveBack();
  reply({ kind: "ready", dimensions: warm.length });
}

/**
 * The C library keeps what the runtime frees (150 MB of the weights' copies after the load, more
 * after a long text) unless it is told to give it back: 200 MB stay in use instead of 350. An
 * allocator that gives back at every step keeps as little, but a load takes .25 s longer.
 * It takes .2 ms after a question, when the reply is on its way (measured).
 * Does nothing where the C library isn't glibc.
 */
function createGiveBack(): () => void {
  try {
    const trim = koffi.load("libc.so.6").func("int malloc_trim(size_t pad)");
    return () => void trim(0);
  } catch {
    return () => {};
  }
}

function reply(message: WorkerReply): void {
  // Whoever asked may have ended meanwhile: then so does this process, without a word.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
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

// A Ctrl-C reaches the whole group; the process that started this one decides when it ends.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit(0));

const [name = "", place] = process.argv.slice(2);
serve(name, place === "local").catch((error: unknown) => reply({ kind: "failed", id: null, reason: String(error) }));
