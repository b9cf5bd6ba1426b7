import yauzl from "yauzl";
import type { FileTrouble } from "./file-trouble.ts";

/**
 * A Word file → its text. It is a ZIP of XML files: a small one may unpack to gigabytes, so every XML
 * file in it is unpacked once for counting, and given up on past the limit, before it is read.
 */

/** Bytes of XML, unpacked: a report of 500 pages has about as many. */
const MOST_XML = 12_000_000;
const MOST_ENTRIES = 5000;
const XML = /\.(?:xml|rels)$/iu;

/** What a packed file of another kind holds, and what a reader calls it. */
const OTHERS: readonly (readonly [entry: RegExp, name: string])[] = [
  [/^xl\//u, "XLSX"],
  [/^ppt\//u, "PPTX"],
  [/^mimetype$/u, "ODT / EPUB"],
];

type Docx = { text: string } | { trouble: FileTrouble; found?: string };

export async function readDocx(bytes: Buffer): Promise<Docx> {
  try {
    const trouble = await inspect(bytes);
    if (trouble !== null) return trouble;
    // It is large, and most installations never read a Word file.
    const { default: mammoth } = await import("mammoth");
    const { value } = await mammoth.extractRawText({ buffer: bytes });
    return { text: value };
  } catch {
    // Both libraries throw plain errors for whatever is wrong inside.
    return { trouble: "damaged" };
  }
}

/** What speaks against reading it, or null. Throws when it is no sound ZIP. */
async function inspect(bytes: Buffer): Promise<Extract<Docx, { trouble: FileTrouble }> | null> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true });
  const names: string[] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName);
    if (entry.isEncrypted()) return { trouble: "encrypted" };
    if (names.length > MOST_ENTRIES) return { trouble: "bomb" };
    if (!XML.test(entry.fileName)) continue;
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      unpacked += (chunk as Buffer).length;
      if (unpacked > MOST_XML) return { trouble: "bomb" };
    }
  }
  if (names.includes("word/document.xml")) return null;
  const other = OTHERS.find(([entry]) => names.some((name) => entry.test(name)))?.[1];
  return { trouble: "wrong-kind", found: other ?? "ZIP" };
}
