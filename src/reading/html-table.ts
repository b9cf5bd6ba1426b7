import type { Element } from "domhandler";
import { isTag } from "domhandler";
import { type Block, makeBlock } from "./block.ts";
import { elementsOf } from "./elements.ts";

import { type Cell, readRows } from "./table.ts";

/** A table of a page → rows; a table that only lays out the page → what its cells hold, in order. */
export interface TableReading {
  emit: Block[];
  read(element: Element): { text: string; notes: string[] };
  asBlocks(element: Element): void;
}

export function readTable(table: Element, reading: TableReading): void {
  const rows = rowsOf(table);
  const cells = rows.map((row) => cellsOf(row));
  if (isLayout(table, cells)) {
    for (const cell of cells.flat()) reading.asBlocks(cell);
    return;
  }
  const caption = childrenOf(table).find(({ name }) => name === "caption");
  const over = caption ? reading.read(caption).text : null;
  const grid = cells.map((row, k) => row.map((cell) => readCell(cell, isHeadRow(rows[k]), reading)));
  for (const { text, notes, over: line } of readRows(grid, over === "" ? null : over)) {
    reading.emit.push(makeBlock({ kind: "row", text, notes, over: line }));
  }
}

function readCell(cell: Element, head: boolean, reading: TableReading): Cell {
  const span = (name: string) => Number.parseInt(cell.attribs[name] ?? "1", 10) || 1;
  return { ...reading.read(cell), head: head || cell.name === "th", columns: span("colspan"), rows: span("rowspan") };
}

function isHeadRow(row: Element | undefined): boolean {
  const parent = row?.parent;
  return parent !== null && parent !== undefined && isTag(parent) && parent.name === "thead";
}

function isLayout(table: Element, cells: readonly Element[][]): boolean {
  const widest = cells.reduce((most, row) => Math.max(most, row.length), 0);
  if (widest < 2 || cells.length < 2) return true;
  return [...elementsOf(table)].some(
    ({ name, parent }) => name === "table" || (/^h[1-6]$/u.test(name) && parent !== null),
  );
}

function rowsOf(table: Element): Element[] {
  return childrenOf(table).flatMap((part) => {
    if (part.name === "tr") return [part];
    return /^t(?:head|body|foot)$/u.test(part.name) ? childrenOf(part).filter(({ name }) => name === "tr") : [];
  });
}

function cellsOf(row: Element): Element[] {
  return childrenOf(row).filter(({ name }) => name === "td" || name === "th");
}

function childrenOf(element: Element): Element[] {
  return element.children.filter(isTag);
}
