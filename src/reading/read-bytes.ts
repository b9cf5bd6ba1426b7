import type { Understood } from "./block.ts";
import { decode } from "./decode.ts";
import { LIMITS } from "./limits.ts";
import { readDocx, WORD_PARTS } from "./read-docx.ts";
import { declaredEncoding, readHtml } from "./read-html.ts";
import { readMarkdown } from "./read-markdown.ts";
import { ODT_PARTS, readOdt } from "./read-odt.ts";
import { readText } from "./read-text.ts";
import type { Format, Reading, ReadingProgress } from "./reading.ts";
import { recogniseContainer, recognisePacked, recogniseText } from "./recognise.ts";
import { Refused, refuse } from "./refuse.ts";
import { understand } from "./understand.ts";
import { unpack } from "./unpack.ts";

/** Bytes → what was understood, in the process that calls it: worker.ts is that, with limits around it. */
export async function readBytes(
  file: { bytes: Buffer; name: string },
  onProgress: (progress: ReadingProgress) => void,
): Promise<Reading> {
  try {
    const { format, read } = await readFormat(file, onProgress);
    return { ok: true, document: understand(format, read) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    // The kept readers throw plain errors for whatever is wrong inside a file.
    const reason = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 120) : "";
    return { ok: false, refusal: { code: "damaged", values: { reason } } };
  }
}

type Readers = { format: Format; read: Understood };

async function readFormat(
  { bytes, name }: { bytes: Buffer; name: string },
  onProgress: (progress: ReadingProgress) => void,
): Promise<Readers> {
  const container = recogniseContainer(bytes);
  if (container === "zip") return readPacked(bytes);
  if (container === "pdf") {
    const { readPdf } = await import("./read-pdf.ts");
    return { format: "pdf", read: await readPdf(bytes, onProgress) };
  }
  return readPlain(bytes, name);
}

async function readPacked(bytes: Buffer): Promise<Readers> {
  const { names, files } = await unpack(bytes, (entry) => WORD_PARTS.test(entry) || ODT_PARTS.test(entry));
  const format = recognisePacked(names, files.get("mimetype")?.toString("latin1") ?? null);
  return format === "odt" ? { format, read: readOdt(files) } : { format, read: await readDocx(files) };
}

function readPlain(bytes: Buffer, name: string): Readers {
  const { text, encoding } = decode(bytes, declaredEncoding(bytes));
  if (text.trim() === "") refuse("no-text");
  const format = recogniseText(text, name);
  // Mark-up is not counted: understand.ts counts what is left without it.
  if (format !== "html" && text.length > LIMITS.characters) refuse("too-long", { characters: LIMITS.characters });
  const read = format === "html" ? readHtml(text) : format === "markdown" ? readMarkdown(text) : readText(text);
  if (encoding !== "utf-8") read.remarks.push({ code: "encoding", values: { encoding } });
  return { format, read };
}
