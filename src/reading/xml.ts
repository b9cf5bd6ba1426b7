import type { Document } from "domhandler";
import { parseDocument } from "htmlparser2";

/**
 * XML of packed files. htmlparser2 knows no entities but the five of XML and fetches nothing, so that
 * neither an external entity nor one defined in terms of itself does any harm.
 */
export function parseXml(xml: string): Document {
  return parseDocument(xml, { xmlMode: true, decodeEntities: true });
}
