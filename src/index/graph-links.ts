import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { IndexError } from "./passage-index.ts";

/**
 * The links of an HNSW graph, without its vectors. usearch builds the graph well, but its file holds
 * every vector once more: 0.9 kB a view, all of it memory. The links alone are 0.15 kB, and the packed
 * vectors are there already; so what usearch wrote is reduced to its links, and graph-search.ts
 * walks them. Numbers are those of the views.
 *
 * File, all unsigned 32-bit little-endian: the point to begin at, the number of layers; then for each
 * layer, the lowest first, the number of ends, the ends (where each point's links are over), the
 * number of links, the links.
 */

export interface GraphLinks {
  /** The point where every search begins: it is in all layers. */
  entry: number;
  /** The lowest layer, which holds every point, first. */
  layers: readonly Layer[];
}

/** `ends[n]` is where the links of point n are over in `links`, and those of n + 1 begin. */
export interface Layer {
  ends: Uint32Array;
  links: Uint32Array;
}

/**
 * Where things are in the library's file: the rows and columns of the vectors (4 bytes each), the vectors,
 * 64 bytes of what they are, five numbers of 8 bytes, 2 bytes a point with its highest layer, then the
 * points, each with 10 bytes of its own before its links: for every layer a count and room for the most.
 */
const MATRIX = 8;
const ABOUT = 64;
const COUNTS = { points: 0, mostUpper: 8, mostLowest: 16, top: 24, entry: 32, length: 40 };
const POINT = 10;
/** Bytes read at once. */
const CHUNK = 1 << 20;

/**
 * Reads the links out of a file that the library wrote, a chunk at a time. Points were added in the
 * order of their labels, one after the other, so the library's own numbers are the labels. Throws
 * IndexError `disk-full` when the file is not whole: the library closes it without looking.
 */
export function readLinksOfUsearch(file: string): GraphLinks {
  const descriptor = openSync(file, "r");
  try {
    const { links, end } = collectLinks(createReader(descriptor));
    if (fstatSync(descriptor).size === end) return links;
    throw torn();
  } finally {
    closeSync(descriptor);
  }
}

function torn(): IndexError {
  return new IndexError("disk-full", "The vector graph was not written whole", "Free some disk space and start again.");
}

/** Gives so many bytes of the file from there on, valid until the next call. */
type Read = (at: number, length: number) => Buffer;

function createReader(descriptor: number): Read {
  let chunk = Buffer.alloc(0);
  let start = 0;
  return (at, length) => {
    if (at < start || at + length > start + chunk.length) {
      const next = Buffer.alloc(Math.max(CHUNK, length));
      chunk = next.subarray(0, readSync(descriptor, next, 0, next.length, at));
      start = at;
    }
    if (at + length > start + chunk.length) throw torn();
    return chunk.subarray(at - start, at - start + length);
  };
}

function collectLinks(read: Read): { links: GraphLinks; end: number } {
  const matrix = read(0, MATRIX);
  const start = MATRIX + matrix.readUInt32LE(0) * matrix.readUInt32LE(4) + ABOUT;
  const counts = Buffer.from(read(start, COUNTS.length));
  const size = (at: number) => Number(counts.readBigUInt64LE(at));
  const count = size(COUNTS.points);
  const levels = Buffer.from(read(start + COUNTS.length, 2 * count));
  const drafts = Array.from({ length: size(COUNTS.top) + 1 }, () => createDraft(count));
  const [lowestBytes, upperBytes] = [COUNTS.mostLowest, COUNTS.mostUpper].map((at) => 4 + 4 * size(at));
  let at = start + COUNTS.length + levels.length;
  for (let point = 0; point < count; point += 1) {
    at += POINT;
    for (const [layer, draft] of drafts.entries()) {
      const inLayer = layer <= levels.readInt16LE(2 * point);
      const bytes = (layer === 0 ? lowestBytes : upperBytes) ?? 0;
      draft.add(point, inLayer ? read(at, bytes) : null);
      if (inLayer) at += bytes;
    }
  }
  return { links: { entry: size(COUNTS.entry), layers: drafts.map((draft) => draft.finish()) }, end: at };
}

function createDraft(count: number) {
  const ends = new Uint32Array(count);
  let links = new Uint32Array(1024);
  let used = 0;
  return {
    /** Takes the links of the next point; one that isn't in this layer has none. */
    add: (point: number, list: Buffer | null) => {
      const length = list?.readUInt32LE() ?? 0;
      if (used + length > links.length) {
        const larger = new Uint32Array(links.length * 2);
        larger.set(links);
        links = larger;
      }
      for (let k = 0; k < length; k += 1) links[used + k] = list?.readUInt32LE(4 + 4 * k) ?? 0;
      used += length;
      ends[point] = used;
    },
    finish: (): Layer => ({ ends, links: links.slice(0, used) }),
  };
}

/** Throws what the file system throws, for example on a full disk. */
export function writeGraphLinks(file: string, { entry, layers }: GraphLinks): void {
  const descriptor = openSync(file, "w");
  const write = (numbers: Uint32Array) =>
    writeFileSync(descriptor, new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  try {
    write(Uint32Array.of(entry, layers.length));
    for (const { ends, links } of layers) {
      for (const part of [ends, links]) {
        write(Uint32Array.of(part.length));
        write(part);
      }
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a file whose hash was checked. */
export function readGraphLinks(file: string): GraphLinks {
  const bytes = readFileSync(file);
  const numbers = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / Uint32Array.BYTES_PER_ELEMENT);
  let at = 2;
  const take = () => {
    const length = numbers[at] ?? 0;
    at += length + 1;
    return numbers.subarray(at - length, at);
  };
  const layers = Array.from({ length: numbers[1] ?? 0 }, () => ({ ends: take(), links: take() }));
  return { entry: numbers[0] ?? 0, layers };
}
