import type { ChildNode, Document, Element } from "domhandler";
import { isTag } from "domhandler";

/** Every element under `root` in document order, of HTML as of XML; deep ones would overflow a recursion. */
export function* elementsOf(root: Document | Element): Generator<Element> {
  const stack: ChildNode[] = [...root.children].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!isTag(node)) continue;
    yield node;
    for (let k = node.children.length - 1; k >= 0; k -= 1) {
      const child = node.children[k];
      if (child) stack.push(child);
    }
  }
}
