import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { recordBytes, SCALE_BYTES } from "./packed-vectors.ts";

/**
 * Cosines of a question with packed vectors, sixteen numbers at a time: cosines.wat, compiled to
 * WebAssembly by the build, works on a memory that is laid out here. A tenth of the time that a loop
 * over typed arrays takes (measured).
 *
 * The question's numbers become whole ones of 31 bits in two rows of 16: the coarse row alone gives a
 * cosine to five digits, both together to nine. Whole numbers add up the same in any order.
 */

/** Bytes that are worked on at once. */
const LANES = 16;
/** What the coarse row counts, in the fine row's units. */
const COARSE = 32_768;
/** The highest number of a coarse row. */
const HIGHEST = 32_767;
/** Numbers of vectors that `rate` takes at once: more than any has neighbours in the graph. */
export const LONGEST_LIST = 256;
/** Bytes of the file read at once. */
const CHUNK = 1 << 20;
const PAGE = 1 << 16;

export interface PackedCosines {
  readonly count: number;
  /** Takes a unit-length vector as the question: both others speak of the last one. */
  ask(vector: Float32Array): void;
  /** Writes to `cosines` those of the first `count` numbers of `list`, to five digits. At most LONGEST_LIST. */
  rate(list: Uint32Array, count: number, cosines: Float64Array): void;
  /** The highest cosine among the vectors from one number up to another, to nine digits; -Infinity when there are none. */
  best(from: number, to: number): number;
}

/** What the compiled module gives. */
const Exports = z.object({
  memory: z.instanceof(WebAssembly.Memory),
  ...{ coarse: z.instanceof(WebAssembly.Global), fine: z.instanceof(WebAssembly.Global) },
  ...{ lengths: z.instanceof(WebAssembly.Global), vectors: z.instanceof(WebAssembly.Global) },
  width: z.instanceof(WebAssembly.Global),
  rate: z.custom<(list: number, count: number, out: number) => void>((value) => typeof value === "function"),
  best: z.custom<(from: number, to: number) => number>((value) => typeof value === "function"),
});

/** Reads a file of packed vectors into a memory of its own. */
export function openPackedCosines(
  file: string,
  { dimensions, count }: { dimensions: number; count: number },
): PackedCosines {
  const module = new WebAssembly.Module(readFileSync(compiledFile()));
  const { memory, rate, best, ...places } = Exports.parse(new WebAssembly.Instance(module).exports);
  const width = Math.ceil(dimensions / LANES) * LANES;
  const layout = lay([2 * width, 2 * width, 4 * LONGEST_LIST, 8 * LONGEST_LIST, 4 * count, width * count]);
  const [coarse = 0, fine = 0, list = 0, out = 0, lengths = 0, vectors = 0] = layout.starts;
  memory.grow(Math.ceil(layout.bytes / PAGE) - memory.buffer.byteLength / PAGE);
  for (const [name, value] of Object.entries({ coarse, fine, lengths, vectors, width })) {
    places[name as keyof typeof places].value = value;
  }
  const { buffer } = memory;
  const numbers = new Uint32Array(buffer, list, LONGEST_LIST);
  const rated = new Float64Array(buffer, out, LONGEST_LIST);
  const rows = { coarse: new Int16Array(buffer, coarse, width), fine: new Int16Array(buffer, fine, width) };
  readRecords(file, dimensions, {
    lengths: new Float32Array(buffer, lengths, count),
    bytes: new Int8Array(buffer, vectors, width * count),
    width,
  });
  let unit = 1;
  return {
    count,
    ask: (vector) => {
      unit = split(vector, rows);
    },
    rate: (wanted, amount, cosines) => {
      for (let k = 0; k < amount; k += 1) numbers[k] = wanted[k] ?? 0;
      rate(list, amount, out);
      for (let k = 0; k < amount; k += 1) cosines[k] = (rated[k] ?? 0) * COARSE * unit;
    },
    best: (from, to) => best(from, to) * unit,
  };
}

/** Where each of several parts begins when they stand one after the other, each at a multiple of sixteen. */
function lay(sizes: readonly number[]): { starts: number[]; bytes: number } {
  let bytes = 0;
  const starts = sizes.map((size) => {
    const start = bytes;
    bytes += Math.ceil(size / LANES) * LANES;
    return start;
  });
  return { starts, bytes };
}

/** Writes a vector into its two rows; gives what one step of the fine row is worth. */
function split(vector: Float32Array, { coarse, fine }: { coarse: Int16Array; fine: Int16Array }): number {
  let most = 0;
  for (let k = 0; k < vector.length; k += 1) most = Math.max(most, Math.abs(vector[k] ?? 0));
  const steps = (HIGHEST * COARSE) / (most || 1);
  for (let k = 0; k < coarse.length; k += 1) {
    const whole = Math.round((vector[k] ?? 0) * steps);
    coarse[k] = whole >> 15;
    fine[k] = whole & (COARSE - 1);
  }
  return 1 / steps;
}

/** Reads records one chunk at a time: a whole file beside the memory would take its room twice. */
function readRecords(
  file: string,
  dimensions: number,
  into: { lengths: Float32Array; bytes: Int8Array; width: number },
): void {
  const size = recordBytes(dimensions);
  const chunk = Buffer.alloc(Math.max(1, Math.floor(CHUNK / size)) * size);
  const signed = new Int8Array(chunk.buffer, chunk.byteOffset, chunk.length);
  const descriptor = openSync(file, "r");
  try {
    for (let number = 0; number < into.lengths.length; ) {
      const read = readSync(descriptor, chunk, 0, chunk.length, number * size);
      if (read < size) return;
      for (let start = 0; start + size <= read && number < into.lengths.length; start += size, number += 1) {
        const record = signed.subarray(start + SCALE_BYTES, start + size);
        into.bytes.set(record, number * into.width);
        let squares = 0;
        for (let k = 0; k < dimensions; k += 1) squares += (record[k] ?? 0) ** 2;
        into.lengths[number] = Math.sqrt(squares) || 1;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Under a test runner this file is TypeScript, and the compiled module is in the build. */
function compiledFile(): string {
  const built = import.meta.url.endsWith(".ts") ? "../../dist/index/cosines.wasm" : "./cosines.wasm";
  return fileURLToPath(new URL(built, import.meta.url));
}
