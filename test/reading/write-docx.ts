import { pack } from "../check/packed.ts";
import type { Original, Piece } from "./original.ts";

const NS = "http://schemas.openxmlformats.org";
const W = `xmlns:w="${NS}/wordprocessingml/2006/main" xmlns:r="${NS}/officeDocument/2006/relationships"`;
const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;

/** As Word writes it: counted numbers that stand nowhere in the text, runs cut anywhere, tracked changes, notes in a part of their own. */
/** `counted`: paragraphs are numbered by Word, through their style; else somebody typed the numbers. */
export function writeDocx(original: Original, title: string, counted = false): Buffer {
  const notes: string[] = [];
  const lists = { count: 1 };
  const body = original
    .map((piece, k) => writePiece(piece, { notes, lists, before: original[k - 1], counted }))
    .join("");
  const numbers = Array.from(
    { length: lists.count + 1 },
    (_, k) =>
      `<w:num w:numId="${k + 1}"><w:abstractNumId w:val="${k === 0 ? 0 : 1}"/>${k === 0 ? "" : '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'}</w:num>`,
  );
  const part = (name: string, type: string) =>
    `<Override PartName="/word/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${type}+xml"/>`;
  const relation = (id: number, name: string) =>
    `<Relationship Id="rId${id}" Type="${NS}/officeDocument/2006/relationships/${name}" Target="${name}.xml"/>`;
  return pack({
    "[Content_Types].xml": xml(
      `<Types xmlns="${NS}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("document", "document.main")}${part("styles", "styles")}${part("numbering", "numbering")}${part("footnotes", "footnotes")}</Types>`,
    ),
    "_rels/.rels": xml(
      `<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="rId1" Type="${NS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    "docProps/core.xml": xml(
      `<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>Документ Microsoft Word</dc:title></cp:coreProperties>`,
    ),
    "word/_rels/document.xml.rels": xml(
      `<Relationships xmlns="${NS}/package/2006/relationships">${relation(1, "styles")}${relation(2, "numbering")}${relation(3, "footnotes")}</Relationships>`,
    ),
    "word/styles.xml": xml(
      `<w:styles ${W}>${styleOf("a", "Normal", "")}${styleOf("a3", "Title", "")}${[1, 2, 3, 4].map((level) => styleOf(String(level), `heading ${level}`, `<w:outlineLvl w:val="${level - 1}"/>`)).join("")}${styleOf("Point", "Point", '<w:numPr><w:numId w:val="1"/></w:numPr>')}</w:styles>`,
    ),
    "word/numbering.xml": xml(
      `<w:numbering ${W}>${abstract(0, "decimal", "%1.")}${abstract(1, "decimal", "%1)")}${numbers.join("")}</w:numbering>`,
    ),
    "word/footnotes.xml": xml(
      `<w:footnotes ${W}>${notes.map((note, k) => `<w:footnote w:id="${k + 1}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> ${escapeXml(note)}</w:t></w:r></w:p></w:footnote>`).join("")}</w:footnotes>`,
    ),
    "word/media/image1.png": Buffer.alloc(64),
    "word/document.xml": xml(
      `<w:document ${W}><w:body><w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>${runs(title)}</w:p>${body}<w:sectPr/></w:body></w:document>`,
    ),
  });
}

const styleOf = (id: string, name: string, more: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr>${more}</w:pPr></w:style>`;
const abstract = (id: number, format: string, text: string) =>
  `<w:abstractNum w:abstractNumId="${id}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl></w:abstractNum>`;

interface Writing {
  notes: string[];
  lists: { count: number };
  before: Piece | undefined;
  counted: boolean;
}

function writePiece(piece: Piece, { notes, lists, before, counted }: Writing): string {
  if (piece.kind === "heading")
    return `<w:p><w:pPr><w:pStyle w:val="${piece.level}"/></w:pPr>${runs(piece.text)}</w:p>`;
  if (piece.kind === "table") {
    const row = (cells: string[], head: boolean) =>
      `<w:tr>${head ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}${cells.map((cell) => `<w:tc><w:p>${runs(cell)}</w:p></w:tc>`).join("")}</w:tr>`;
    return `<w:tbl><w:tblPr/><w:tblGrid/>${row(piece.header, true)}${piece.rows.map((cells) => row(cells, false)).join("")}</w:tbl>`;
  }
  if (piece.kind === "item") {
    if (before?.kind !== "item") lists.count += 1;
    return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="${lists.count}"/></w:numPr></w:pPr>${runs(piece.text)}</w:p>`;
  }
  const marks = piece.notes.map(
    (note) =>
      `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="${notes.push(note)}"/></w:r>`,
  );
  const deleted = `<w:del w:id="9" w:author="A"><w:r><w:delText>вычеркнутое</w:delText></w:r></w:del>`;
  // Every number of the law begins anew in each article: an own list, numbered by hand here.
  const number = piece.number === null || counted ? "" : `<w:r><w:t>${piece.number}.</w:t></w:r><w:r><w:tab/></w:r>`;
  return `<w:p><w:pPr>${counted && piece.number !== null ? '<w:pStyle w:val="Point"/>' : ""}<w:rPr><w:lang w:val="ru-RU"/></w:rPr></w:pPr><w:bookmarkStart w:id="0" w:name="z1"/>${number}${runs(piece.text)}${deleted}${marks.join("")}<w:bookmarkEnd w:id="0"/></w:p>`;
}

/** Word cuts a text anywhere: at spelling marks, at changes of editing session. */
function runs(text: string): string {
  const cut = Math.floor(text.length / 3);
  return [text.slice(0, cut), text.slice(cut, 2 * cut), text.slice(2 * cut)]
    .map((piece) => `<w:proofErr w:type="spellStart"/><w:r><w:t xml:space="preserve">${escapeXml(piece)}</w:t></w:r>`)
    .join("");
}
