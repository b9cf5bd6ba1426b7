import { existsSync, statfsSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Bytes that this user may still write where the path lies; null where nobody can tell. */
export function readDiskFree(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** The path, or the folder above it that is there already. */
export function findExisting(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) || dirname(whole) === whole ? whole : findExisting(dirname(whole));
}
