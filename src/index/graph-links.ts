import { closeSync, fsyncSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";

/**
 * The links of an HNSW graph, without its vectors. hnswlib builds the graph well, but its file holds
 * every vector as floats: 1.7 kB a view, all of it memory. The links alone are 0.15 kB, and the packed
 * vectors are there already; so what hnswlib wrote is reduced to its links, and graph-search.ts
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

/** Offsets in hnswlib's header: 64-bit sizes, but for two of 32 bits. */
const HEADER = { count: 16, elementBytes: 24, top: 48, entry: 52, mostUpper: 56, length: 96 };
/** Bytes read at once. */
const CHUNK = 1 << 20;

/**
 * Reads the links out of a file that hnswlib wrote whole, a chunk at a time. Points were added in the
 * order of their labels, one after the other, so hnswlib's own numbers are the labels.
 */
export function readLinksOfHnswlib(file: string): GraphLinks {
  const descriptor = openSync(file, "r");
  try {
    return collectLinks(createReader(descriptor));
  } finally {
    closeSync(descriptor);
  }
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
    return chunk.subarray(at - start, at - start + length);
  };
}

function collectLinks(read: Read): GraphLinks {
  const header = Buffer.from(read(0, HEADER.length));
  const size = (at: number) => Number(header.readBigUInt64LE(at));
  const [count, elementBytes] = [size(HEADER.count), size(HEADER.elementBytes)];
  const drafts = Array.from({ length: header.readInt32LE(HEADER.top) + 1 }, () => createDraft(count));
  // The lowest layer: for each point a count of links in 16 bits, padded to 32, the links, and more.
  let at = HEADER.length;
  for (let point = 0; point < count; point += 1, at += elementBytes) drafts[0]?.add(point, read(at, elementBytes));
  // Then for each point the bytes of its upper links, and as many lists of one length.
  const listBytes = 4 + 4 * size(HEADER.mostUpper);
  for (let point = 0; point < count; point += 1) {
    const bytes = read(at, 4).readUInt32LE();
    at += 4;
    for (let layer = 1; layer < drafts.length; layer += 1) {
      drafts[layer]?.add(point, layer * listBytes <= bytes ? read(at + (layer - 1) * listBytes, listBytes) : null);
    }
    at += bytes;
  }
  return { entry: header.readUInt32LE(HEADER.entry), layers: drafts.map((draft) => draft.finish()) };
}

function createDraft(count: number) {
  const ends = new Uint32Array(count);
  let links = new Uint32Array(1024);
  let used = 0;
  return {
    /** Takes the links of the next point; one that isn't in this layer has none. */
    add: (point: number, list: Buffer | null) => {
      const length = list?.readUInt16LE() ?? 0;
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
