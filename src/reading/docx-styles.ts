import type { Element } from "domhandler";
import { elementsOf } from "./elements.ts";
import { parseXml } from "./xml.ts";

/** What a Word file's styles say of paragraphs: which are headings, which count. Pure. */
export interface WordStyles {
  /** From style id to its level, 1 being outermost. */
  headings: Map<string, number>;
  /** Ids of the styles of a document's title. */
  titles: Set<string>;
  /** From style id to the list that it counts in. */
  lists: Map<string, { list: string; level: number }>;
}

interface Style {
  name: string;
  basedOn: string | null;
  outline: number | null;
  list: string | null;
  level: number | null;
}

/** Names that templates of the United Nations give their headings (`_ H _1_G`, `H1`). */
const NAMED = /^(?:heading|заголовок|_?\s?h\s?_?)\s*_?(\d)/iu;
const TITLE = /^(?:title|название|тақырып)$/iu;
/** Styles that inherit in a ring would never end. */
const LONGEST_CHAIN = 20;

export function readStyles(xml: string): WordStyles {
  const styles = new Map<string, Style>();
  for (const element of elementsOf(parseXml(xml))) {
    if (element.name === "w:style" && element.attribs["w:type"] === "paragraph") {
      styles.set(element.attribs["w:styleId"] ?? "", readStyle(element));
    }
  }
  const found: WordStyles = { headings: new Map(), titles: new Set(), lists: new Map() };
  for (const [id, style] of styles) {
    const chain = chainOf(style, styles);
    const named = NAMED.exec(style.name)?.[1];
    const outline = chain.find((each) => each.outline !== null)?.outline ?? null;
    const level = outline !== null && outline < 9 ? outline + 1 : named === undefined ? null : Number(named);
    if (TITLE.test(style.name)) found.titles.add(id);
    else if (level !== null && level >= 1) found.headings.set(id, Math.min(level, 6));
    const list = chain.find((each) => each.list !== null);
    if (list?.list)
      found.lists.set(id, { list: list.list, level: chain.find((each) => each.level !== null)?.level ?? 0 });
  }
  return found;
}

function readStyle(element: Element): Style {
  const style: Style = { name: "", basedOn: null, outline: null, list: null, level: null };
  for (const child of elementsOf(element)) {
    const value = child.attribs["w:val"] ?? null;
    if (child.name === "w:name") style.name = value ?? "";
    if (child.name === "w:basedOn") style.basedOn = value;
    if (child.name === "w:outlineLvl") style.outline = Number(value);
    if (child.name === "w:numId") style.list = value;
    if (child.name === "w:ilvl") style.level = Number(value);
  }
  return style;
}

function chainOf(style: Style, styles: ReadonlyMap<string, Style>): Style[] {
  const chain: Style[] = [];
  for (let next: Style | undefined = style; next && chain.length < LONGEST_CHAIN; next = styles.get(next.basedOn ?? ""))
    chain.push(next);
  return chain;
}
