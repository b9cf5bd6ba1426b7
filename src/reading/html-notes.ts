import type { ChildNode, Document, Element } from "domhandler";
import { isTag, isText } from "domhandler";
import { elementsOf } from "./elements.ts";

/**
 * Footnotes of a page: a short link forward ("1", "[2]", "*") whose target holds the note, whoever
 * wrote it (Word, LibreOffice, wikis, Markdown). What is a note leaves the running text.
 */
export interface Notes {
  /** The note that an element refers to, if it is such a link. */
  of: Map<Element, string>;
  /** Elements that are the notes themselves. */
  containers: Set<Element>;
  /** Links from a note back to the text. */
  back: Set<Element>;
}

const MARK = /^[[(]?(?:\d{1,3}|\p{L}|[*†‡]{1,3}|[ivx]{1,6})[\])]?$/u;
const BLOCKS = new Set(["p", "li", "div", "dd", "td", "aside", "section"]);
/** Characters: what is longer is a chapter that is linked to. */
const LONGEST_NOTE = 4000;

export function findNotes(root: Document): Notes {
  const order = new Map<Element, number>();
  const targets = new Map<string, Element>();
  const links: { link: Element; to: string }[] = [];
  for (const element of elementsOf(root)) {
    order.set(element, order.size);
    for (const id of [element.attribs.id, element.name === "a" ? element.attribs.name : undefined]) {
      if (id && !targets.has(id)) targets.set(id, element);
    }
    const { href } = element.attribs;
    if (element.name === "a" && href?.startsWith("#") && href.length > 1)
      links.push({ link: element, to: href.slice(1) });
  }
  const notes: Notes = { of: new Map(), containers: new Set(), back: new Set() };
  const at = (element: Element) => order.get(element) ?? 0;
  const resolved = links.flatMap(({ link, to }) => {
    const target = targets.get(to) ?? targets.get(tryDecode(to));
    return target === undefined ? [] : [{ link, target, forward: at(target) > at(link) }];
  });
  for (const { link, forward } of resolved) if (!forward) notes.back.add(link);
  for (const { link, target, forward } of resolved) {
    if (!forward || !MARK.test(textOf(link).trim())) continue;
    const container = BLOCKS.has(target.name) ? target : blockAround(target);
    if (container === null || contains(container, link)) continue;
    const text = textOf(container, notes.back)
      .replace(/\s+/gu, " ")
      .replace(/[↑↩⏎^]+\uFE0E?\s*$/u, "")
      .trim();
    if (text === "" || text.length > LONGEST_NOTE) continue;
    notes.of.set(link, text);
    notes.containers.add(container);
  }
  return notes;
}

const SILENT = new Set(["script", "style", "template", "noscript"]);

/** All its text, however deep. */
export function textOf(root: Element | Document, without: ReadonlySet<Element> = new Set()): string {
  const pieces: string[] = [];
  const stack: ChildNode[] = [...root.children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (isText(node)) pieces.push(node.data);
    if (!isTag(node) || SILENT.has(node.name) || without.has(node)) continue;
    if (node.name === "br" || node.name === "p" || node.name === "td") pieces.push(" ");
    for (let k = node.children.length - 1; k >= 0; k -= 1) {
      const child = node.children[k];
      if (child) stack.push(child);
    }
  }
  return pieces.join("");
}

function blockAround(element: Element): Element | null {
  for (let parent = element.parent; parent; parent = parent.parent) {
    if (isTag(parent) && BLOCKS.has(parent.name)) return parent;
  }
  return null;
}

function contains(outer: Element, inner: Element): boolean {
  for (let parent = inner.parent; parent; parent = parent.parent) if (parent === outer) return true;
  return false;
}

function tryDecode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
