import type { ChildNode, Element } from "domhandler";
import { isTag, isText } from "domhandler";
import { BY_LOOKS } from "./arrange.ts";
import { type Block, makeBlock } from "./block.ts";
import { formatCount } from "./count.ts";
import { isShortTitle, tidyInline } from "./html-inline.ts";
import { textOf } from "./html-notes.ts";
import type { CountedLevel, OdtStyles } from "./odt-styles.ts";
import { type Cell, readRows } from "./table.ts";

/** The body of an ODT → blocks. */
export interface OdtBody {
  blocks: Block[];
  pictures: number;
  deleted: number;
  comments: number;
  /** Tables of contents: they are headings once more. */
  indexes: number;
}

/** Elements within elements. */
const DEEPEST = 150;
/** Of a hostile count of repeated cells. */
const MOST_REPEATED = 100;

interface List {
  style: string;
  level: number;
  counts: number[];
}

interface Within {
  depth: number;
  list: List | null;
  /** The item's number, until its first paragraph has taken it. */
  number: { value: string | null };
}

interface Run {
  text: string;
  bold: number;
  notes: string[];
}

export function readOdtBody(body: Element, styles: OdtStyles): OdtBody {
  const reader = new BodyReader(styles);
  reader.walk(body, { depth: 0, list: null, number: { value: null } });
  return reader.read;
}

class BodyReader {
  readonly read: OdtBody = { blocks: [], pictures: 0, deleted: 0, comments: 0, indexes: 0 };
  readonly #styles: OdtStyles;
  /** Where lists of a style ended, for those that go on counting. */
  readonly #ended = new Map<string, number[]>();
  #page: number | null = null;

  constructor(styles: OdtStyles) {
    this.#styles = styles;
  }

  walk(parent: Element, within: Within): void {
    for (const child of parent.children) if (isTag(child)) this.#enter(child, { ...within, depth: within.depth + 1 });
  }

  #enter(element: Element, within: Within): void {
    const { name } = element;
    if (name === "text:h" || name === "text:p" || within.depth > DEEPEST) this.#paragraph(element, within);
    else if (name === "text:list") this.#list(element, within);
    else if (name === "table:table") this.#table(element, within);
    else if (name === "text:tracked-changes")
      this.read.deleted += element.children.filter((child) => isTag(child) && textOf(child).trim() !== "").length;
    else if (/^text:(?:table-of-content|alphabetical-index|illustration-index|table-index|user-index)$/u.test(name))
      this.read.indexes += 1;
    else if (name === "text:soft-page-break") this.#page = (this.#page ?? 1) + 1;
    else if (name === "draw:image") this.read.pictures += 1;
    else if (!/^(?:office:forms|text:sequence-decls|text:variable-decls|office:annotation)/u.test(name))
      this.walk(element, within);
  }

  #paragraph(element: Element, within: Within): void {
    const style = element.attribs["text:style-name"] ?? "";
    const run: Run = { text: "", bold: 0, notes: [] };
    const boxes: Element[] = [];
    const page = this.#page;
    for (const child of element.children)
      this.#inline(child, run, { bold: this.#styles.bold.has(style), depth: within.depth, boxes });
    const text = tidyInline(run.text);
    const { notes } = run;
    const base = { text, notes, page };
    if (text !== "") {
      const { number } = within;
      const counted = number.value;
      number.value = null;
      const heading = element.name === "text:h";
      const titled = counted === null ? text : `${counted} ${text}`;
      const bold = run.bold >= text.replace(/\s/gu, "").length && isShortTitle(text);
      if (this.#styles.titles.has(style)) this.read.blocks.push(makeBlock({ kind: "title", ...base }));
      else if (heading)
        this.read.blocks.push(
          makeBlock({
            kind: "heading",
            ...base,
            text: titled,
            level: Number(element.attribs["text:outline-level"] ?? 1),
          }),
        );
      else if (within.list)
        this.read.blocks.push(makeBlock({ kind: "item", ...base, text: titled, level: within.list.level }));
      else
        this.read.blocks.push(
          makeBlock(bold ? { kind: "heading", ...base, level: BY_LOOKS } : { kind: "paragraph", ...base }),
        );
    }
    for (const box of boxes) this.walk(box, { depth: within.depth + 1, list: null, number: { value: null } });
  }

  #inline(node: ChildNode, run: Run, state: { bold: boolean; depth: number; boxes: Element[] }): void {
    if (isText(node)) {
      run.text += node.data;
      if (state.bold) run.bold += node.data.replace(/\s/gu, "").length;
      return;
    }
    if (!isTag(node)) return;
    if (node.name === "text:note") {
      const body = node.children.find((child) => isTag(child) && child.name === "text:note-body");
      if (body && isTag(body)) run.notes.push(tidyInline(textOf(body)));
    } else if (/^text:(?:tab|s|line-break)$/u.test(node.name)) run.text += " ";
    else if (node.name === "text:soft-page-break") this.#page = (this.#page ?? 1) + 1;
    else if (/^office:annotation/u.test(node.name)) this.read.comments += node.name === "office:annotation" ? 1 : 0;
    else if (node.name === "draw:image") this.read.pictures += 1;
    else if (node.name === "draw:text-box") state.boxes.push(node);
    else if (state.depth > DEEPEST) run.text += textOf(node);
    else {
      const bold = state.bold || this.#styles.bold.has(node.attribs["text:style-name"] ?? "");
      for (const child of node.children) this.#inline(child, run, { ...state, bold, depth: state.depth + 1 });
    }
  }

  #list(element: Element, within: Within): void {
    const style = element.attribs["text:style-name"] ?? within.list?.style ?? "";
    const level = within.list ? within.list.level + 1 : 0;
    const goesOn =
      element.attribs["text:continue-numbering"] === "true" || element.attribs["text:continue-list"] !== undefined;
    const outer =
      within.list?.style === style ? within.list.counts : (goesOn && level === 0 && this.#ended.get(style)) || [];
    const list: List = { style, level, counts: level === 0 ? [...outer] : outer.slice(0, level) };
    for (const child of element.children) {
      if (!isTag(child)) continue;
      const number = child.name === "text:list-item" ? this.#count(list, child) : null;
      this.walk(child, { depth: within.depth + 1, list, number: { value: number } });
    }
    if (level === 0) this.#ended.set(style, list.counts);
  }

  #count(list: List, item: Element): string | null {
    const levels = this.#styles.lists.get(list.style) ?? [];
    const own = levels[list.level];
    // An item that only holds a list within is not counted.
    const first = item.children.find(isTag);
    if (!own || first?.name === "text:list") return null;
    const start = Number(item.attribs["text:start-value"] ?? Number.NaN);
    const before = list.counts[list.level];
    list.counts[list.level] = Number.isNaN(start) ? (before === undefined ? own.start : before + 1) : start;
    list.counts.length = list.level + 1;
    return label(list, levels, own);
  }

  #table(table: Element, within: Within): void {
    const rows: Cell[][] = [];
    const collect = (parent: Element, head: boolean) => {
      for (const child of parent.children.filter(isTag)) {
        if (child.name === "table:table-row") rows.push(this.#cells(child, head, within.depth));
        else if (child.name === "table:table-header-rows") collect(child, true);
        else if (child.name === "table:table-rows") collect(child, head);
      }
    };
    const page = this.#page;
    collect(table, false);
    const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
    if (widest < 2 || rows.length < 2) {
      for (const { text, notes } of rows.flat())
        if (text !== "") this.read.blocks.push(makeBlock({ kind: "paragraph", text, notes, page }));
      return;
    }
    for (const { text, notes, over } of readRows(rows, null))
      this.read.blocks.push(makeBlock({ kind: "row", text, notes, over, page }));
  }

  #cells(row: Element, head: boolean, depth: number): Cell[] {
    return row.children.filter(isTag).flatMap((cell) => {
      if (cell.name !== "table:table-cell") return [];
      const count = (name: string) => Number(cell.attribs[`table:number-${name}`] ?? 1) || 1;
      const { text, notes } = this.#readCell(cell, depth);
      const one = { text, notes, head, columns: count("columns-spanned"), rows: count("rows-spanned") };
      return Array.from({ length: Math.min(count("columns-repeated"), MOST_REPEATED) }, () => one);
    });
  }

  #readCell(cell: Element, depth: number): { text: string; notes: string[] } {
    const outer = this.read.blocks;
    this.read.blocks = [];
    this.walk(cell, { depth: depth + 2, list: null, number: { value: null } });
    const inner = this.read.blocks;
    this.read.blocks = outer;
    return { text: inner.map(({ text }) => text).join(" "), notes: inner.flatMap(({ notes }) => notes) };
  }
}

function label(list: List, levels: readonly (CountedLevel | null)[], own: CountedLevel): string {
  const from = Math.max(0, list.level + 1 - own.shown);
  const counts = list.counts.slice(from).map((count, k) => formatCount(count, levels[from + k]?.format ?? "1"));
  return `${own.prefix}${counts.join(".")}${own.suffix || "."}`.trim();
}
