import yauzl from "yauzl";
import { LIMITS } from "./limits.ts";
import { refuse } from "./refuse.ts";

/**
 * A packed file may unpack to gigabytes, say that it is small, or hold the same bytes ten thousand
 * times. Only entries that a reader asks for are unpacked, counted while they come, and given up on
 * past the limit; pictures and everything else stay packed.
 */
export interface Package {
  names: string[];
  files: Map<string, Buffer>;
}

/** Throws Refused, and whatever yauzl throws for a file that is no sound ZIP. */
export async function unpack(bytes: Buffer, wanted: (name: string) => boolean): Promise<Package> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  if (zip.entryCount > LIMITS.entries) refuse("bomb", { entries: LIMITS.entries });
  const names: string[] = [];
  const files = new Map<string, Buffer>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName);
    if (entry.isEncrypted()) refuse("encrypted");
    if (!wanted(entry.fileName) || files.has(entry.fileName)) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      unpacked += (chunk as Buffer).length;
      if (unpacked > LIMITS.unpacked) refuse("bomb", { megabytes: LIMITS.unpacked / 1_000_000 });
      chunks.push(chunk as Buffer);
    }
    files.set(entry.fileName, Buffer.concat(chunks));
  }
  return { names, files };
}
