import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";

/**
 * Numbers in a file as they lie in memory, so that opening a million of them costs no more than reading
 * them. File: 4 bytes length of the head, the head (JSON) with the arrays' sorts and lengths, then the
 * arrays in that order, each begun at a multiple of eight bytes. Little-endian, as every machine we run on.
 */

const ALIGNMENT = 8;
const SORTS = { u8: Uint8Array, u32: Uint32Array, f32: Float32Array } as const;
type Sort = keyof typeof SORTS;
export type PackedArray = Uint8Array | Uint32Array | Float32Array;

interface Head<About> {
  about: About;
  arrays: [sort: Sort, length: number][];
}

/** `about`: whatever JSON holds that goes with the arrays. */
export function writePackedFile(path: string, about: unknown, arrays: readonly PackedArray[]): void {
  const head: Head<unknown> = { about, arrays: arrays.map((array) => [sortOf(array), array.length]) };
  const bytes = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  const file = openSync(path, "w");
  try {
    let end = write(file, length) + write(file, bytes);
    for (const array of arrays) {
      end += write(file, Buffer.alloc(paddingAt(end)));
      end += write(file, Buffer.from(array.buffer, array.byteOffset, array.byteLength));
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A file whose hash was checked. The arrays are parts of one block of memory. */
export function readPackedFile<About>(path: string): { about: About; arrays: PackedArray[] } {
  const bytes = readFileSync(path);
  let at = 4 + bytes.readUInt32LE(0);
  const head = JSON.parse(bytes.toString("utf8", 4, at)) as Head<About>;
  const arrays = head.arrays.map(([sort, length]) => {
    at += paddingAt(at);
    const array = new SORTS[sort](bytes.buffer, bytes.byteOffset + at, length);
    at += array.byteLength;
    return array;
  });
  return { about: head.about, arrays };
}

/** A short write leaves off where the disk is full; the next one says so. */
function write(file: number, bytes: Buffer): number {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
  return bytes.length;
}

function paddingAt(position: number): number {
  return (ALIGNMENT - (position % ALIGNMENT)) % ALIGNMENT;
}

function sortOf(array: PackedArray): Sort {
  if (array instanceof Uint8Array) return "u8";
  return array instanceof Uint32Array ? "u32" : "f32";
}
