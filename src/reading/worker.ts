import { Worker } from "node:worker_threads";
import { LIMITS } from "./limits.ts";
import { readBytes } from "./read-bytes.ts";
import type { Reading, ReadingProgress } from "./reading.ts";

/**
 * A process that reads one file and ends, started by read-file.ts: a hostile file may make a reader
 * loop or take all memory, and then this process is what goes. Beside the reading runs a thread that
 * ends the process when it holds too much; a heap limit would not see buffers.
 */

/** What the parent sends, once. */
export interface ReadRequest {
  bytes: Uint8Array;
  name: string;
}

export type ReadReply = { kind: "progress"; progress: ReadingProgress } | { kind: "done"; reading: Reading };

/** Milliseconds between two looks at the memory held. */
const LOOK_EVERY = 50;

const WATCH = `
const limit = ${LIMITS.memory};
setInterval(() => { if (process.memoryUsage.rss() > limit) process.kill(process.pid, "SIGKILL"); }, ${LOOK_EVERY});`;

function watchMemory(): void {
  new Worker(WATCH, { eval: true, stderr: true, stdout: true }).unref();
}

function reply(message: ReadReply): void {
  if (process.connected) process.send?.(message);
}

watchMemory();
// A Ctrl-C reaches the whole group; the process that started this one decides when it ends.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit(0));
process.once("message", ({ bytes, name }: ReadRequest) => {
  const onProgress = (progress: ReadingProgress) => reply({ kind: "progress", progress });
  const file = { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name };
  readBytes(file, onProgress).then((reading) => reply({ kind: "done", reading }));
});
