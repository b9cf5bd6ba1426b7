import { IndexError } from "./passage-index.ts";

/**
 * hnswlib writes through a stream whose failures it never looks at: on a full disk its file is
 * short and nobody says so. The file's own header tells how long it must be.
 */

/** Offsets in hnswlib's header (64-bit little-endian): level-0 offset, capacity, count, bytes an element. */
const HEADER = { capacity: 8, count: 16, elementBytes: 24, length: 96 };

/** Throws IndexError `disk-full` when the file is not a whole graph of so many vectors. */
export function checkGraph(file: Buffer, count: number, dimensions: number): void {
  if (file.length < HEADER.length) throw torn();
  const [elements, bytes] = [HEADER.count, HEADER.elementBytes].map((at) => Number(file.readBigUInt64LE(at)));
  if (elements !== count || bytes === undefined || bytes < dimensions * Float32Array.BYTES_PER_ELEMENT) throw torn();
  // After the elements of level 0: for each element the size of its upper links, then the links.
  let at = HEADER.length + count * bytes;
  for (let element = 0; element < count; element += 1) {
    if (at + 4 > file.length) throw torn();
    at += 4 + file.readUInt32LE(at);
  }
  if (at !== file.length) throw torn();
}

function torn(): IndexError {
  return new IndexError("disk-full", "The vector graph was not written whole", "Free some disk space and start again.");
}
