import { freemem } from "node:os";
import { findExisting, readDiskFree } from "../log/disk.ts";
import { type Finding, fail, megabytes, ok, warn } from "./finding.ts";

/** Node, memory and disk. */

/** The oldest Node that Kenes runs on, as package.json's `engines` says. */
const OLDEST_NODE = 20;
/** Bytes that Kenes holds in all when it serves, with room for a thousand chats that write at once (measured: 300 MB). */
const MEMORY_NEEDED = 450e6;
/** Bytes: below the first nothing can be stored for long, below the second the next year can't. */
const DISK = { least: 200e6, enough: 1e9 };

/** `version` as `v20.20.2`. */
export function examineNode(version: string): Finding[] {
  const major = Number(/^v?(\d+)/u.exec(version)?.[1]);
  if (major >= OLDEST_NODE) return [ok("node", `Node ${version}`)];
  return [fail("node", `Node ${version} is too old`, `Install Node ${OLDEST_NODE} or newer, then run: npm ci`)];
}

/** `running`: Kenes runs already, so that it needs no more. */
export function examineMemory({ running, free = freemem() }: { running: boolean; free?: number }): Finding[] {
  const found = `${megabytes(free)} of memory are free`;
  if (running || free >= MEMORY_NEEDED) return [ok("memory", found)];
  return [
    warn("memory", found, `Kenes holds up to ${megabytes(MEMORY_NEEDED)}: end something else, or add memory or swap.`),
  ];
}

/** `databaseBytes`: rewriting the database, after an erasure, takes as much again for its copy and its log. */
export function examineDisk(folders: Record<string, string>, databaseBytes: number): Finding[] {
  return Object.entries(folders).flatMap(([setting, path]) => {
    const free = readDiskFree(findExisting(path));
    if (free === null) return [];
    const found = `${megabytes(free)} are free where ${setting} lies`;
    const rewriting = setting === "DATA_DIR" ? 2 * databaseBytes : 0;
    if (free < DISK.least + rewriting) {
      return [
        fail("disk", found, "Free some disk space: nothing more can be stored soon, and erasing needs room too."),
      ];
    }
    if (free < DISK.enough + rewriting) return [warn("disk", found, "Free some disk space before it runs out.")];
    return [ok("disk", found)];
  });
}
