import { readFileSync } from "node:fs";

/**
 * Bytes of memory that another process of this machine holds (resident set, libraries that it shares
 * included); null where the system has no /proc or the process has ended.
 */
export function readProcessMemory(pid: number): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
