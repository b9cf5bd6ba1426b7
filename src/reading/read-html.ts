import type { Document, Element } from "domhandler";
import { parse } from "parse5";
import { adapter } from "parse5-htmlparser2-tree-adapter";
import type { Understood } from "./block.ts";
import { elementsOf } from "./elements.ts";
import { type PageBlocks, type PageOptions, readPage } from "./html-blocks.ts";
import { tidyInline } from "./html-inline.ts";
import { textOf } from "./html-notes.ts";
import type { Remark } from "./reading.ts";

/**
 * A page → blocks. Its scripts are never run, nothing that it links to is fetched: only its text is
 * taken. parse5 reads as browsers do, so that a broken page is read as people see it.
 */
export function readHtml(html: string, options: PageOptions = { counted: true }): Understood {
  const root = parse(html, { treeAdapter: adapter });
  const page = readPage(root, findTop(root), options);
  const title = [...elementsOf(root)].find(({ name }) => name === "title");
  const remarks = remarksOf(page);
  // A page that was saved whole closes what it opened.
  if (/<html[\s>]/iu.test(html) && !/<\/html\s*>/iu.test(html)) remarks.push({ code: "unfinished", values: {} });
  return { blocks: page.blocks, title: title ? tidyInline(textOf(title)) : null, aside: [], pages: null, remarks };
}

function remarksOf(page: PageBlocks): Remark[] {
  const counts = [
    ["around-the-text", page.around],
    ["hidden-text", page.hidden],
    ["deleted-text", page.deleted],
    ["pictures", page.pictures],
  ] as const;
  return counts.filter(([, count]) => count > 0).map(([code, count]) => ({ code, values: { count } }));
}

/** Of the page's text at least so much stands in what calls itself the main part. */
const MAIN_LEAST = 0.4;

function findTop(root: Document): Document | Element {
  const all = textOf(root).length;
  const parts = [...elementsOf(root)].filter(
    ({ name, attribs }) => name === "main" || name === "article" || attribs.role === "main",
  );
  return parts.find((part) => textOf(part).length >= all * MAIN_LEAST) ?? root;
}

/** What the page says of its encoding, looked for where browsers look. */
export function declaredEncoding(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 4096).toString("latin1");
  return (
    /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/iu.exec(start)?.[1] ??
    /^<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/iu.exec(start)?.[1] ??
    null
  );
}
