import type { Document, Element } from "domhandler";
import { isTag } from "domhandler";
import { elementsOf } from "./elements.ts";

/** What an ODT's styles say: which paragraphs are titles or bold, how lists count. Pure. */
export interface OdtStyles {
  titles: Set<string>;
  /** Of paragraphs and of spans. */
  bold: Set<string>;
  /** From the list style's name to its levels, the outermost first; null for a bullet. */
  lists: Map<string, (CountedLevel | null)[]>;
}

export interface CountedLevel {
  /** `1`, `a`, `A`, `i`, `I`. */
  format: string;
  prefix: string;
  suffix: string;
  start: number;
  /** How many levels are shown: 2 makes `3.1`. */
  shown: number;
}

const LONGEST_CHAIN = 20;

export function readOdtStyles(roots: readonly Document[]): OdtStyles {
  const styles: OdtStyles = { titles: new Set(), bold: new Set(), lists: new Map() };
  const parents = new Map<string, string>();
  const bold = new Map<string, boolean>();
  for (const element of roots.flatMap((root) => [...elementsOf(root)])) {
    const name = element.attribs["style:name"] ?? "";
    if (element.name === "style:style") {
      parents.set(name, element.attribs["style:parent-style-name"] ?? "");
      const weight = [...elementsOf(element)].find(({ name: each }) => each === "style:text-properties")?.attribs[
        "fo:font-weight"
      ];
      if (weight !== undefined) bold.set(name, weight === "bold" || Number(weight) >= 600);
    }
    if (element.name === "text:list-style") styles.lists.set(name, readLevels(element));
  }
  for (const name of parents.keys()) {
    const chain = chainOf(name, parents);
    if (chain.includes("Title")) styles.titles.add(name);
    if (chain.map((each) => bold.get(each)).find((each) => each !== undefined)) styles.bold.add(name);
  }
  styles.titles.add("Title");
  return styles;
}

function chainOf(name: string, parents: ReadonlyMap<string, string>): string[] {
  const chain: string[] = [];
  for (let next = name; next !== "" && chain.length < LONGEST_CHAIN; next = parents.get(next) ?? "") chain.push(next);
  return chain;
}

function readLevels(style: Element): (CountedLevel | null)[] {
  const levels: (CountedLevel | null)[] = [];
  for (const child of style.children.filter(isTag)) {
    const at = Number(child.attribs["text:level"] ?? 1) - 1;
    if (!(at >= 0 && at < 10)) continue;
    const format = child.attribs["style:num-format"] ?? "";
    levels[at] =
      child.name === "text:list-level-style-number" && format !== ""
        ? {
            format,
            prefix: child.attribs["style:num-prefix"] ?? "",
            suffix: child.attribs["style:num-suffix"] ?? "",
            start: Number(child.attribs["text:start-value"] ?? 1),
            shown: Number(child.attribs["text:display-levels"] ?? 1),
          }
        : null;
  }
  return levels;
}
