import { statfsSync } from "node:fs";

/** Bytes that this user may still write where the path lies; null where nobody can tell. */
export function readDiskFree(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}
