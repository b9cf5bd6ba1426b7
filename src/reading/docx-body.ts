import { Parser } from "htmlparser2";
import { listOf, type WordCounter } from "./docx-numbering.ts";
import type { WordStyles } from "./docx-styles.ts";

/**
 * Writes Word's counted numbers into the text, as if somebody had typed them, and says what the
 * kept reader will leave out. The rest of the XML stays as it is, letter for letter.
 */
export interface WordBody {
  xml: string;
  pictures: number;
  deleted: number;
  comments: number;
}

interface Paragraph {
  style: string | null;
  list: string | null;
  level: number | null;
  /** Where a run may be put in. */
  at: number;
  text: boolean;
  /** In properties of properties: what a tracked change replaced. */
  changed: number;
}

export function numberBody(xml: string, styles: WordStyles, counter: WordCounter): WordBody {
  const body: WordBody = { xml, pictures: 0, deleted: 0, comments: 0 };
  const inserts: { at: number; label: string }[] = [];
  const open: Paragraph[] = [];
  const close = (paragraph: Paragraph | undefined) => {
    if (!paragraph?.text) return;
    const counted = listOf(paragraph, styles);
    const label = counted && counter.next(counted.list, counted.level);
    if (label) inserts.push({ at: paragraph.at, label });
  };
  const parser: Parser = new Parser(
    {
      onopentag(name, attribs) {
        const paragraph = open.at(-1);
        const value = attribs["w:val"] ?? null;
        if (name === "w:p")
          open.push({ style: null, list: null, level: null, at: parser.endIndex + 1, text: false, changed: 0 });
        else if (name === "pic:pic" || name === "v:imagedata") body.pictures += 1;
        else if (name === "w:del") body.deleted += 1;
        else if (name === "w:commentReference") body.comments += 1;
        else if (!paragraph) return;
        else if (name === "w:t" || name === "w:footnoteReference") paragraph.text = true;
        else if (name === "w:pPrChange") paragraph.changed += 1;
        else if (paragraph.changed > 0) return;
        else if (name === "w:pStyle") paragraph.style = value;
        else if (name === "w:numId") paragraph.list = value;
        else if (name === "w:ilvl") paragraph.level = Number(value);
      },
      onclosetag(name) {
        const paragraph = open.at(-1);
        if (name === "w:pPr" && paragraph) paragraph.at = parser.endIndex + 1;
        if (name === "w:pPrChange" && paragraph) paragraph.changed -= 1;
        if (name === "w:p") close(open.pop());
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  inserts.sort((a, b) => a.at - b.at);
  const pieces: string[] = [];
  let from = 0;
  for (const { at, label } of inserts) {
    pieces.push(xml.slice(from, at), `<w:r><w:t xml:space="preserve">${escapeXml(label)} </w:t></w:r>`);
    from = at;
  }
  pieces.push(xml.slice(from));
  body.xml = pieces.join("");
  return body;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
