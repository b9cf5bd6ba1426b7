import type { Format } from "./reading.ts";
import { refuse } from "./refuse.ts";

/** Which format a file has: by its first bytes and what it holds, never by its name alone. */

/** How files begin that hold no text for us, in hexadecimal, and what people call them. */
const OTHERS: readonly (readonly [beginning: RegExp, name: string])[] = [
  [/^7b5c727466/u, "RTF"],
  [/^(?:89504e47|47494638|ffd8ff|49492a00|4d4d002a|424d.{12}0000)/u, "JPEG / PNG / GIF / TIFF"],
  [/^52494646.{8}57454250/u, "WEBP"],
  [/^41542654464f524d/u, "DjVu"],
  [/^(?:504b|526172|377abc|1f8b|425a68|fd377a58)/u, "ZIP / RAR / 7Z / GZIP"],
  [/^(?:494433|4f676753|.{8}66747970|1a45dfa3|52494646)/u, "MP3 / MP4 / WAV"],
  [/^(?:4d5a|7f454c46)/u, "EXE"],
  [/^53514c69746520666f726d6174/u, "SQLite"],
];
/** The container of Word before 2007, and of any encrypted Office file. */
const COMPOUND = /^d0cf11e0/u;
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le");
const WORD = Buffer.from("WordDocument", "utf16le");
const ZIP = /^504b0304/u;

/** Bytes of a PDF that may stand before its mark, by the format's own notes on readers. */
const PDF_MARK_WITHIN = 1024;

export type Container = "pdf" | "zip" | "plain";

/** Throws Refused for what is none of them. */
export function recogniseContainer(bytes: Buffer): Container {
  const start = bytes.subarray(0, 16).toString("hex");
  if (COMPOUND.test(start)) refuseCompound(bytes);
  if (ZIP.test(start)) return "zip";
  const before = bytes.subarray(0, PDF_MARK_WITHIN).indexOf("%PDF-");
  if (before === 0 || (before > 0 && !bytes.subarray(0, before).includes("<"))) return "pdf";
  const other = OTHERS.find(([beginning]) => beginning.test(start))?.[1];
  if (other !== undefined) refuse("wrong-kind", { found: other });
  return "plain";
}

function refuseCompound(bytes: Buffer): never {
  if (bytes.includes(ENCRYPTED)) refuse("encrypted");
  return bytes.includes(WORD) ? refuse("old-word") : refuse("wrong-kind", { found: "XLS / PPT / MSG" });
}

/** What a packed file of another kind holds, and what people call it. */
const PACKED: readonly (readonly [entry: RegExp, name: string])[] = [
  [/^xl\//u, "XLSX"],
  [/^ppt\//u, "PPTX"],
  [/^META-INF\/container\.xml$/u, "EPUB"],
  [/^mimetype$/u, "ODS / ODP"],
  [/^Index\/.*\.iwa$/u, "Pages"],
];

/** `mimetype` is the text of the entry of that name, or null. */
export function recognisePacked(names: readonly string[], mimetype: string | null): "docx" | "odt" {
  if (mimetype?.startsWith("application/vnd.oasis.opendocument.text") && names.includes("content.xml")) return "odt";
  if (names.some((name) => /^word\/document\d*\.xml$/u.test(name))) return "docx";
  const other = PACKED.find(([entry]) => names.some((name) => entry.test(name)))?.[1];
  refuse("wrong-kind", { found: other ?? "ZIP" });
}

const HTML =
  /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|h[1-6]|table|article|main|section|span|ul|ol|style|script)\b/iu;
const OTHER_XML = /^\s*<(?:\?xml|[a-z][\w.-]*:[a-z]|svg|!doctype)/iu;
const MHTML = /^(?:From:|MIME-Version:|Content-Type: multipart)[\s\S]{0,2000}?multipart\/related/iu;
const MARKDOWN_NAME = /\.(?:md|markdown|mdown)$/iu;
/** Marks that plain text seldom has; two of them make it Markdown whatever its name. */
const MARKDOWN_MARKS = [
  /^#{1,6} \S/mu,
  /^\|?(?: *:?-{3,}:? *\|)+/mu,
  /^\[\^[^\]\s]+\]: /mu,
  /\[[^\]\n]+\]\(https?:/u,
  /\*\*[^*\n]+\*\*/u,
];

export function recogniseText(text: string, name: string): Extract<Format, "html" | "markdown" | "text"> {
  const start = text.slice(0, 6000);
  if (HTML.test(start)) return "html";
  if (MHTML.test(start)) refuse("wrong-kind", { found: "MHTML" });
  if (OTHER_XML.test(start)) refuse("wrong-kind", { found: "XML" });
  if (/^%!PS/u.test(start)) refuse("wrong-kind", { found: "PostScript" });
  if (MARKDOWN_NAME.test(name)) return "markdown";
  return MARKDOWN_MARKS.filter((mark) => mark.test(text)).length >= 2 ? "markdown" : "text";
}
