import type { ChildNode, Document, Element } from "domhandler";
import { isTag } from "domhandler";
import { parseDocument } from "htmlparser2";

/**
 * XML of packed files. htmlparser2 knows no entities but the five of XML and fetches nothing, so that
 * neither an external entity nor one defined in terms of itself does any harm.
 */
export function parseXml(xml: string): Document {
  return parseDocument(xml, { xmlMode: true, decodeEntities: true });
}

/** Every element under `root` in document order, however deep. */
export function* walkXml(root: Document | Element): Generator<Element> {
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
