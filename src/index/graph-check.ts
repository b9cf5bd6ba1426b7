import { closeSync, openSync, readSync, statSync } from "node:fs";
import { IndexError } from "./passage-index.ts";

/**
 * The graph's library closes its file without looking whether the last bytes went in: on a full disk
 * the file is short and nobody says so. The file itself tells how long it must be.
 *
 * Its layout: rows and columns of the matrix (4 bytes each), the matrix, 64 bytes of what it is, five
 * numbers of 8 bytes (count, links, links on the ground level, …), the level of each node (2 bytes), then
 * the nodes: 10 bytes, and for each of their levels a count and links of 4 bytes.
 */
const NUMBER = 4;
const ABOUT = 64;
const COUNTS = 40;
const NODE = 10;
/** A vector's number in the graph: 16 bits. */
const COMPONENT = 2;

/** Throws IndexError `disk-full` when the file is not a whole graph of so many vectors. */
export function checkGraph(path: string, count: number, dimensions: number): void {
  const file = openSync(path, "r");
  try {
    const read = (bytes: number, at: number) => {
      const buffer = Buffer.alloc(bytes);
      if (readSync(file, buffer, 0, bytes, at) !== bytes) throw torn();
      return buffer;
    };
    const matrix = count * dimensions * COMPONENT;
    const head = read(2 * NUMBER, 0);
    if (head.readUInt32LE(0) !== count || head.readUInt32LE(NUMBER) !== dimensions * COMPONENT) throw torn();
    const start = 2 * NUMBER + matrix + ABOUT;
    const counts = read(COUNTS, start);
    const [elements, links, groundLinks] = [0, 8, 16].map((at) => Number(counts.readBigUInt64LE(at)));
    if (elements !== count || links === undefined || groundLinks === undefined) throw torn();
    const levels = read(count * 2, start + COUNTS);
    let upper = 0;
    for (let node = 0; node < count; node += 1) upper += levels.readInt16LE(node * 2);
    const ground = count * (NODE + NUMBER * (1 + groundLinks));
    const whole = start + COUNTS + levels.length + ground + upper * NUMBER * (1 + links);
    if (statSync(path).size !== whole) throw torn();
  } finally {
    closeSync(file);
  }
}

function torn(): IndexError {
  return new IndexError("disk-full", "The vector graph was not written whole", "Free some disk space and start again.");
}
