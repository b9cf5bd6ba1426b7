import type { ChildNode, Element } from "domhandler";
import { isTag } from "domhandler";
import { elementsOf } from "./elements.ts";
import { textOf } from "./html-notes.ts";

/** What elements of a page are: which hold text in lines, which hold none for a reader. Pure. */

const BLOCKS = new Set(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);
/** No reader sees their text, or it is the page's and not the document's. */
const SILENT = new Set(
  "head script style template noscript iframe object embed applet svg canvas audio video map select option datalist button input textarea progress meter frame frameset base link meta".split(
    " ",
  ),
);
const AROUND = new Set(["nav", "aside", "footer", "form", "search", "dialog", "menu"]);

export const isBlock = (element: Element): boolean => BLOCKS.has(element.name);
export const isSilent = (element: Element): boolean => SILENT.has(element.name);

/** Menus and the like. A form around the whole page (ASP.NET) is no such thing. */
export function isAround(element: Element): boolean {
  if (element.name === "form") return !hasMany(element, "p");
  return (
    AROUND.has(element.name) ||
    /^(?:navigation|banner|contentinfo|search|complementary)$/u.test(element.attribs.role ?? "")
  );
}

export function isHidden(element: Element): boolean {
  const { hidden, style } = element.attribs;
  return hidden !== undefined || /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(style ?? "");
}

export function isBold(element: Element): boolean {
  if (element.name === "b" || element.name === "strong") return true;
  return /font-weight\s*:\s*(?:bold|[6-9]00)/iu.test(element.attribs.style ?? "");
}

function hasMany(element: Element, name: string): boolean {
  let count = 0;
  const stack: ChildNode[] = [...element.children];
  for (let node = stack.pop(); node !== undefined && count < 5; node = stack.pop()) {
    if (!isTag(node)) continue;
    if (node.name === name) count += 1;
    stack.push(...node.children.slice(0, 10_000));
  }
  return count >= 5;
}

/** White space tidied; marks that only say where a line may break are taken out. */
export function tidyInline(text: string): string {
  return text
    .replace(/[\u00AD\u200B\u2060\uFEFF]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

/** Characters of a bold line that is a heading. */
const LONGEST_BOLD = 160;

export function isShortTitle(text: string): boolean {
  return text.length <= LONGEST_BOLD && /\p{L}/u.test(text) && !/[.;:,]$/u.test(text);
}

/** A list or box of links: so many, and so much of its text. */
const MENU_LINKS = 5;
const MENU_SHARE = 0.8;
/** Elements within: a larger one is the page itself, and looking at all of them at every depth takes long. */
const LARGEST_MENU = 2000;

export function isMenu(element: Element): boolean {
  if (element.name !== "ul" && element.name !== "div" && element.name !== "table") return false;
  const links: Element[] = [];
  let seen = 0;
  for (const inner of elementsOf(element)) {
    seen += 1;
    if (seen > LARGEST_MENU) return false;
    if (inner.name === "a" && inner.attribs.href) links.push(inner);
  }
  if (links.length < MENU_LINKS) return false;
  const linked = links.reduce((sum, link) => sum + textOf(link).trim().length, 0);
  const all = textOf(element).replace(/\s+/gu, " ").trim().length;
  return linked >= all * MENU_SHARE && linked / links.length < 80;
}
