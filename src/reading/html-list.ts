import type { ChildNode, Element } from "domhandler";
import { isTag } from "domhandler";
import { formatCount } from "./count.ts";

/** The children of a list, items with the number that a browser would show; null for a bulleted one. */
export function countItems(list: Element): { child: ChildNode; number: string | null }[] {
  let count = Number.parseInt(list.attribs.start ?? "1", 10) || 1;
  return list.children.map((child) => {
    if (list.name !== "ol" || !isTag(child) || child.name !== "li") return { child, number: null };
    const own = Number.parseInt(child.attribs.value ?? "", 10);
    if (!Number.isNaN(own)) count = own;
    const number = formatCount(count, list.attribs.type ?? "1");
    count += 1;
    return { child, number };
  });
}
