import type { ChildNode, Document, Element } from "domhandler";
import { isTag, isText } from "domhandler";
import { BY_LOOKS } from "./arrange.ts";
import { type Block, makeBlock } from "./block.ts";
import { elementsOf } from "./elements.ts";
import { isAround, isBlock, isBold, isHidden, isMenu, isShortTitle, isSilent, tidyInline } from "./html-inline.ts";
import { countItems } from "./html-list.ts";
import { findNotes, type Notes, textOf } from "./html-notes.ts";
import { readTable } from "./html-table.ts";

/**
 * A page's tree → blocks. Word files and Markdown come this way too, as the pages that their kept
 * readers make of them.
 */
export interface PageBlocks {
  blocks: Block[];
  /** How many pieces were left out. */
  around: number;
  hidden: number;
  pictures: number;
  deleted: number;
}

const LISTS = new Set(["ul", "ol", "dir"]);
/** Elements within elements: past this depth only the text counts. */
const DEEPEST = 150;

export interface PageOptions {
  /** Numbers of lists are those that a browser would count; else only what is written counts. */
  counted: boolean;
}

/** What the text of a run of inline elements becomes. */
interface Within {
  kind: "paragraph" | "item";
  level: number;
  depth: number;
  /** Given to the first block only. */
  number: { value: string | null };
  /** Put before the first block's text: the term of a definition list. */
  term: { value: string };
}

function plain(depth: number): Within {
  return { kind: "paragraph", level: 0, depth, number: { value: null }, term: { value: "" } };
}

interface Run {
  text: string;
  bold: number;
  notes: string[];
}

export function readPage(root: Document, top: Document | Element, options: PageOptions): PageBlocks {
  const page: PageBlocks = { blocks: [], around: 0, hidden: 0, pictures: 0, deleted: 0 };
  const walker = new Walker(page, findNotes(root), options);
  walker.walk(top, plain(0));
  return page;
}

class Walker {
  readonly #page: PageBlocks;
  readonly #notes: Notes;
  readonly #options: PageOptions;

  constructor(page: PageBlocks, notes: Notes, options: PageOptions) {
    this.#page = page;
    this.#notes = notes;
    this.#options = options;
  }

  /** Inline children run together until a block comes. */
  walk(parent: Document | Element, within: Within): void {
    const run: Run = { text: "", bold: 0, notes: [] };
    for (const node of parent.children) this.#visit(node, run, { ...within, depth: within.depth + 1 }, false);
    this.#flush(run, within);
  }

  #visit(node: ChildNode, run: Run, within: Within, bold: boolean): void {
    if (isText(node)) {
      run.text += node.data;
      if (bold) run.bold += node.data.replace(/\s/gu, "").length;
      return;
    }
    if (!isTag(node) || this.#leaves(node)) return;
    if (within.depth > DEEPEST) {
      run.text += ` ${textOf(node)} `;
    } else if (isBlock(node)) {
      this.#flush(run, within);
      this.#enter(node, within);
    } else if (node.name === "br") {
      // Two in a row end a paragraph.
      if (/\n\s*$/u.test(run.text) && run.text.trim() !== "") this.#flush(run, within);
      else run.text += "\n";
    } else {
      const note = this.#notes.of.get(node);
      if (note !== undefined) run.notes.push(note);
      else
        for (const child of node.children)
          this.#visit(child, run, { ...within, depth: within.depth + 1 }, bold || isBold(node));
    }
  }

  /** True for what is no text of the document; counts what a person may want to know of. */
  #leaves(element: Element): boolean {
    if (element.name === "img") {
      this.#page.pictures += 1;
      return true;
    }
    if (isSilent(element) || this.#notes.containers.has(element)) return true;
    if (element.attribs["data-footnotes"] !== undefined) return true;
    if (isHidden(element)) {
      if (textOf(element).trim() !== "") this.#page.hidden += 1;
      return true;
    }
    if (element.name === "del") {
      this.#page.deleted += 1;
      return true;
    }
    if (!isAround(element) && !isMenu(element)) return false;
    if (textOf(element).trim() !== "") this.#page.around += 1;
    return true;
  }

  #enter(element: Element, within: Within): void {
    const level = /^h([1-6])$/u.exec(element.name)?.[1];
    if (level !== undefined) this.#heading(element, Number(level), within.depth);
    else if (LISTS.has(element.name)) this.#list(element, within);
    else if (element.name === "dl") this.#definitions(element, within);
    else if (element.name === "table") this.#table(element, within);
    else if (element.name === "pre") this.#preformatted(element);
    else this.walk(element, within);
  }

  #table(element: Element, within: Within): void {
    const read = (cell: Element) => this.#readCell(cell, within.depth);
    readTable(element, { emit: this.#page.blocks, read, asBlocks: (cell) => this.walk(cell, within) });
  }

  #heading(element: Element, level: number, depth: number): void {
    const { text, notes } = this.#readCell(element, depth);
    const kind = element.attribs.class === "title" ? "title" : "heading";
    if (text !== "") this.#page.blocks.push(makeBlock({ kind, text, level, notes }));
  }

  #list(element: Element, within: Within): void {
    const level = within.kind === "item" ? within.level + 1 : 0;
    for (const { child, number } of countItems(element)) {
      if (isTag(child) && child.name !== "li" && isBlock(child)) this.#enter(child, within);
      else if (isTag(child) && !this.#leaves(child)) {
        const value = this.#options.counted ? number : null;
        this.walk(child, { kind: "item", level, depth: within.depth + 2, number: { value }, term: { value: "" } });
      }
    }
  }

  /** "Term: what it means". */
  #definitions(element: Element, within: Within): void {
    const level = within.kind === "item" ? within.level + 1 : 0;
    let term = "";
    for (const child of elementsOf(element)) {
      if (
        child.parent !== element &&
        !(child.parent && isTag(child.parent) && child.parent.name === "div" && child.parent.parent === element)
      )
        continue;
      if (child.name === "dt") term = [term, this.#readCell(child, within.depth).text].filter(Boolean).join(", ");
      if (child.name !== "dd" || this.#leaves(child)) continue;
      this.walk(child, {
        kind: "item",
        level,
        depth: within.depth + 2,
        number: { value: null },
        term: { value: term },
      });
      term = "";
    }
  }

  #preformatted(element: Element): void {
    for (const piece of textOf(element).split(/\n\s*\n/u)) {
      const text = tidyInline(piece);
      if (text !== "") this.#page.blocks.push(makeBlock({ kind: "paragraph", text }));
    }
  }

  /** Everything in an element as one text. */
  #readCell(element: Element, depth: number): { text: string; notes: string[] } {
    const outer = this.#page.blocks;
    this.#page.blocks = [];
    this.walk(element, plain(depth));
    const inner = this.#page.blocks;
    this.#page.blocks = outer;
    const text = inner
      .map((block) => (block.number === null ? block.text : `${block.number}. ${block.text}`))
      .join(" ");
    return { text, notes: inner.flatMap(({ notes }) => notes) };
  }

  #flush(run: Run, within: Within): void {
    const text = tidyInline(run.text);
    const letters = text.replace(/\s/gu, "").length;
    const { notes } = run;
    if (text !== "" || notes.length > 0) {
      const bold = letters > 0 && run.bold >= letters;
      if (within.kind === "paragraph" && bold && isShortTitle(text)) {
        this.#page.blocks.push(makeBlock({ kind: "heading", text, level: BY_LOOKS, notes }));
      } else {
        const term = within.term.value === "" ? "" : `${within.term.value}: `;
        this.#page.blocks.push(
          makeBlock({ kind: within.kind, text: term + text, level: within.level, number: within.number.value, notes }),
        );
      }
      within.number.value = null;
      within.term.value = "";
    }
    Object.assign(run, { text: "", bold: 0, notes: [] });
  }
}
