import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** Bytes read at once, always into the same buffer: a stream would leave as much garbage as the file is long. */
const CHUNK = 1 << 20;

/** SHA-256 of a file, 64 hex digits. Rejects when it can't be read. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(CHUNK);
  const file = await open(path);
  try {
    while (true) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return hash.digest("hex");
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
