import { Marked } from "marked";
import markedFootnote from "marked-footnote";
import type { Understood } from "./block.ts";
import { readHtml } from "./read-html.ts";

/** Markdown → blocks, by way of the page that its kept reader makes of it. */
export function readMarkdown(text: string): Understood {
  const front = FRONT_MATTER.exec(text);
  const marked = new Marked({ gfm: true, async: false }).use(markedFootnote());
  const html = marked.parse(text.slice(front?.[0].length ?? 0), { async: false });
  const title = /^title:\s*(.+)$/mu.exec(front?.[1] ?? "")?.[1]?.replace(/^["']|["']$/gu, "");
  const read = readHtml(`<!doctype html>${html}`);
  return { ...read, title: title?.trim() ?? null };
}

/** What programs that publish Markdown put on top: names and values between lines of dashes. */
const FRONT_MATTER = /^---\r?\n([\s\S]{0,4000}?)\r?\n---\r?\n/u;
