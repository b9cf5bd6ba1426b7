import type { Document, Element } from "domhandler";
import type { Understood } from "./block.ts";
import { elementsOf } from "./elements.ts";
import { tidyInline } from "./html-inline.ts";
import { textOf } from "./html-notes.ts";
import { readOdtBody } from "./odt-body.ts";
import { readOdtStyles } from "./odt-styles.ts";
import type { Remark } from "./reading.ts";
import { refuse } from "./refuse.ts";
import { parseXml } from "./xml.ts";

/** The parts of an ODT that are unpacked. */
export const ODT_PARTS = /^(?:mimetype|content\.xml|styles\.xml|meta\.xml|META-INF\/manifest\.xml)$/u;

/** An ODT file's parts → blocks. */
export function readOdt(files: ReadonlyMap<string, Buffer>): Understood {
  const text = (part: string) => files.get(part)?.toString("utf8") ?? "";
  if (/<manifest:encryption-data/u.test(text("META-INF/manifest.xml"))) refuse("encrypted");
  const content = text("content.xml");
  if (!/<\/office:document-content>\s*$/u.test(content)) refuse("damaged");
  const root = parseXml(content);
  const body = find(root, "office:text");
  if (body === null) return refuse("no-text");
  const styles = readOdtStyles([root, parseXml(text("styles.xml"))]);
  const read = readOdtBody(body, styles);
  const meta = parseXml(text("meta.xml"));
  const title = find(meta, "dc:title");
  const pages = Number(find(meta, "meta:document-statistic")?.attribs["meta:page-count"]);
  const counts = [
    ["pictures", read.pictures],
    ["deleted-text", read.deleted],
    ["comments", read.comments],
    ["around-the-text", read.indexes],
  ] as const;
  const remarks: Remark[] = counts
    .filter(([, count]) => count > 0)
    .map(([code, count]) => ({ code, values: { count } }));
  return {
    blocks: read.blocks,
    title: title === null ? null : tidyInline(textOf(title)) || null,
    aside: [],
    pages: pages > 0 ? pages : null,
    remarks,
  };
}

function find(root: Document | Element, name: string): Element | null {
  for (const element of elementsOf(root)) if (element.name === name) return element;
  return null;
}
