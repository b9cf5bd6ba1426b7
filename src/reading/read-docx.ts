import { strToU8, zipSync } from "fflate";
import type { Understood } from "./block.ts";
import { numberBody } from "./docx-body.ts";
import { makeCounter } from "./docx-numbering.ts";
import { readStyles, type WordStyles } from "./docx-styles.ts";
import { elementsOf } from "./elements.ts";
import { readHtml } from "./read-html.ts";
import type { Remark } from "./reading.ts";
import { refuse } from "./refuse.ts";
import { parseXml } from "./xml.ts";

/**
 * A Word file → blocks. mammoth makes a page of it, read as any page. It is given a package of our own
 * with nothing but the text's parts, all of them counted while unpacked, and with the numbers that
 * Word would show written in.
 */

/** The parts that are unpacked. */
export const WORD_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/core\.xml|word\/(?:document\d*|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/document\d*\.xml\.rels)$/u;

export async function readDocx(files: ReadonlyMap<string, Buffer>): Promise<Understood> {
  const name = [...files.keys()].find((each) => /^word\/document\d*\.xml$/u.test(each));
  const text = (part: string) => files.get(part)?.toString("utf8") ?? null;
  const document = name === undefined ? null : text(name);
  if (name === undefined || document === null) return refuse("damaged");
  if (!/<\/w:document>\s*$/u.test(document)) refuse("damaged");
  const styles = readStyles(text("word/styles.xml") ?? "");
  const body = numberBody(document, styles, makeCounter(text("word/numbering.xml")));
  const kept = [...files].filter(([part]) => part !== "docProps/core.xml" && part !== name);
  const packed = zipSync({ ...Object.fromEntries(kept), [name]: strToU8(body.xml) }, { level: 0 });
  // It is large, and most installations never read a Word file.
  const { default: mammoth } = await import("mammoth");
  const { value } = await mammoth.convertToHtml(
    { buffer: Buffer.from(packed) },
    { styleMap: mapStyles(styles), includeEmbeddedStyleMap: false },
  );
  const read = readHtml(`<!doctype html><html><body>${value}</body></html>`, { counted: false });
  const remarks: Remark[] = read.remarks.filter(({ code }) => code !== "pictures");
  const counts = [
    ["pictures", body.pictures],
    ["deleted-text", body.deleted],
    ["comments", body.comments],
  ] as const;
  for (const [code, count] of counts) if (count > 0) remarks.push({ code, values: { count } });
  return { ...read, title: titleOf(text("docProps/core.xml")), remarks };
}

/** Style ids may hold anything; what a style map could not say stays a paragraph. */
function mapStyles({ headings, titles }: WordStyles): string[] {
  const sayable = (id: string) => /^[\p{L}\p{N}_-]+$/u.test(id);
  return [
    ...[...titles].filter(sayable).map((id) => `p.${id} => h1.title:fresh`),
    ...[...headings].filter(([id]) => sayable(id)).map(([id, level]) => `p.${id} => h${level}:fresh`),
  ];
}

function titleOf(core: string | null): string | null {
  if (core === null) return null;
  const title = [...elementsOf(parseXml(core))].find(({ name }) => name === "dc:title")?.children[0];
  return title && "data" in title && title.data.trim() !== "" ? title.data.trim() : null;
}
