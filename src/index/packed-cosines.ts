import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { recordBytes, SCALE_BYTES } from "./packed-vectors.ts";

/**
 * Cosines of a question with packed vectors, eight numbers at a time: cosines.wat, compiled to
 * WebAssembly by the build, works on a memory that is laid out here. A tenth of the time that a loop
 * over typed arrays takes (measured).
 *
 * The question's numbers become whole ones of 31 bits in two rows of 16: the coarse row alone gives a
 * cosine to five digits, both together to nine. Whole numbers add up the same in any order.
 */

/** Numbers of a vector that a turn of the loop takes: vectors are filled up with zeros to a multiple of it. */
const STRIDE = 32;
/** What the coarse row counts, in the fine row's units. */
const COARSE = 32_768;
/** The highest number of a coarse row. */
const HIGHEST = 32_767;
/** Vectors that `rate` takes at once: more than any has neighbours in the graph. */
const LONGEST_LIST = 256;
/** Bytes of the file read at once. */
const CHUNK = 1 << 20;
const PAGE = 1 << 16;

export interface PackedCosines {
  readonly count: number;
  /** Takes a unit-length vector as the question: both others speak of the last one. */
  ask(vector: Float32Array): void;
  /** Where `rate` finds the numbers of vectors, and where it writes their cosines. */
  readonly list: Uint32Array;
  readonly rated: Float64Array;
  /** Gives the cosines, to five digits, with the first so many vectors of `list`. */
  rate(amount: number): void;
  /** The highest cosine among the vectors from one number up to another, to nine digits; -Infinity when there are none. */
  best(from: number, to: number): number;
}

/** What the compiled module gives. */
const Exports = z.object({
  memory: z.instanceof(WebAssembly.Memory),
  ...{ coarse: z.instanceof(WebAssembly.Global), fine: z.instanceof(WebAssembly.Global) },
  ...{ lengths: z.instanceof(WebAssembly.Global), vectors: z.instanceof(WebAssembly.Global) },
  ...{ width: z.instanceof(WebAssembly.Global), unit: z.instanceof(WebAssembly.Global) },
  rate: z.custom<(list: number, count: number, out: number) => void>((value) => typeof value === "function"),
  best: z.custom<(from: number, to: number) => number>((value) => typeof value === "function"),
});

/** Takes packed vectors, in a file or at hand, into a memory of its own. */
export function openPackedCosines(
  records: string | Buffer,
  { dimensions, count }: { dimensions: number; count: number },
): PackedCosines {
  const module = new WebAssembly.Module(readFileSync(compiledFile()));
  const { memory, rate, best, unit, ...places } = Exports.parse(new WebAssembly.Instance(module).exports);
  const width = Math.ceil(dimensions / STRIDE) * STRIDE;
  const layout = lay([2 * width, 2 * width, 4 * LONGEST_LIST, 8 * LONGEST_LIST, 4 * count, width * count]);
  const [coarse = 0, fine = 0, list = 0, out = 0, lengths = 0, vectors = 0] = layout.starts;
  memory.grow(Math.ceil(layout.bytes / PAGE) - memory.buffer.byteLength / PAGE);
  for (const [name, value] of Object.entries({ coarse, fine, lengths, vectors, width })) {
    places[name as keyof typeof places].value = value;
  }
  const { buffer } = memory;
  const rows = { coarse: new Int16Array(buffer, coarse, width), fine: new Int16Array(buffer, fine, width) };
  const into = {
    lengths: new Float32Array(buffer, lengths, count),
    bytes: new Int8Array(buffer, vectors, width * count),
    ...{ width, dimensions },
  };
  if (typeof records === "string") readRecords(records, into);
  else takeRecords(records, 0, into);
  return {
    count,
    ask: (vector) => {
      unit.value = split(vector, rows);
    },
    list: new Uint32Array(buffer, list, LONGEST_LIST),
    rated: new Float64Array(buffer, out, LONGEST_LIST),
    rate: (amount) => rate(list, amount, out),
    best,
  };
}

/** Where each of several parts begins when they stand one after the other, each at a multiple of STRIDE. */
function lay(sizes: readonly number[]): { starts: number[]; bytes: number } {
  let bytes = 0;
  const starts = sizes.map((size) => {
    const start = bytes;
    bytes += Math.ceil(size / STRIDE) * STRIDE;
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

/** Where records go, each at its number. */
interface Room {
  lengths: Float32Array;
  bytes: Int8Array;
  dimensions: number;
  /** Bytes of a vector in the memory. */
  width: number;
}

/** Reads records one chunk at a time: a whole file beside the memory would take its room twice. */
function readRecords(file: string, room: Room): void {
  const size = recordBytes(room.dimensions);
  const chunk = Buffer.alloc(Math.max(1, Math.floor(CHUNK / size)) * size);
  const descriptor = openSync(file, "r");
  try {
    for (let number = 0; number < room.lengths.length; number += chunk.length / size) {
      const read = readSync(descriptor, chunk, 0, chunk.length, number * size);
      takeRecords(chunk.subarray(0, read), number, room);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Takes in whole records, the first of them at that number. */
function takeRecords(records: Buffer, first: number, { lengths, bytes, dimensions, width }: Room): void {
  const size = recordBytes(dimensions);
  const signed = new Int8Array(records.buffer, records.byteOffset, records.length);
  const end = Math.min(lengths.length, first + Math.floor(records.length / size));
  for (let number = first, start = SCALE_BYTES; number < end; number += 1, start += size) {
    const vector = signed.subarray(start, start + dimensions);
    bytes.set(vector, number * width);
    let squares = 0;
    for (let k = 0; k < dimensions; k += 1) squares += (vector[k] ?? 0) ** 2;
    lengths[number] = Math.sqrt(squares) || 1;
  }
}

/** Under a test runner this file is TypeScript, and the compiled module is in the build. */
function compiledFile(): string {
  const built = import.meta.url.endsWith(".ts") ? "../../dist/index/cosines.wasm" : "./cosines.wasm";
  return fileURLToPath(new URL(built, import.meta.url));
}
