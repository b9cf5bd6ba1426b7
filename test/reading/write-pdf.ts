import { deflateSync } from "node:zlib";
import type { Original, Piece } from "./original.ts";

/**
 * A typesetter for tests: justified lines with words divided at their ends, running headers, footnotes
 * at the foot of pages, columns, as reports of the United Nations are printed. English only: it uses
 * the fonts that every reader of PDFs has.
 */
export interface Typesetting {
  header: string;
  footer: string;
  columns?: 1 | 2;
  /** Points. */
  size?: number;
}

const PAGE = { width: 595, height: 842, left: 70, right: 525, top: 90, bottom: 760 };
const NARROW = new Set("iljtfrI.,;:'’!|()[] -");
const WIDE = new Set("mwMW%@—…");

/** Thousandths of a size: rough, and given to the reader with the font. */
function widthOf(letter: string): number {
  if (NARROW.has(letter)) return 290;
  if (WIDE.has(letter)) return 790;
  return /\p{Lu}/u.test(letter) ? 680 : 490;
}
const measure = (text: string, size: number) =>
  [...text].reduce((sum, letter) => sum + widthOf(letter), 0) * (size / 1000);

interface Mark {
  text: string;
  x: number;
  y: number;
  size: number;
  bold: boolean;
  /** Added to each space, points. */
  spread: number;
}

export function writePdf(original: Original, setting: Typesetting): Buffer {
  const pages = setPages(original, setting);
  return build(pages.map((marks, k) => [...marks, ...furniture(setting, k + 1, pages.length)]));
}

/** Odd pages have the symbol on the right, even ones on the left. */
function furniture(setting: Typesetting, page: number, total: number): Mark[] {
  const mark = (text: string, right: boolean, y: number): Mark => ({
    text,
    x: right ? PAGE.right - measure(text, 9) : PAGE.left,
    y,
    size: 9,
    bold: true,
    spread: 0,
  });
  const odd = page % 2 === 1;
  return [mark(setting.header, odd, 50), mark(setting.footer, !odd, 800), mark(`${page}/${total}`, odd, 800)];
}

interface Line {
  words: string;
  indent: number;
  spread: number;
  size: number;
  bold: boolean;
  /** Points above it. */
  above: number;
  notes: string[];
}

function setPages(original: Original, { columns = 1, size = 10 }: Typesetting): Mark[][] {
  const width = columns === 1 ? PAGE.right - PAGE.left : (PAGE.right - PAGE.left - 24) / 2;
  const pages: Mark[][] = [[]];
  let column = 0;
  let y = PAGE.top;
  let feet: Line[] = [];
  let number = 0;
  const turn = () => {
    const x = PAGE.left + column * (width + 24);
    for (const [k, { words, spread }] of feet.entries()) {
      const foot = PAGE.bottom + 14 - 10 * (feet.length - k);
      pages.at(-1)?.push({ text: words, x, y: foot, size: 8, bold: false, spread });
    }
    feet = [];
    column = (column + 1) % columns;
    if (column === 0) {
      pages.push([]);
      number = 0;
    }
    y = PAGE.top;
  };
  for (const piece of original) {
    for (const line of linesOf(piece, { width, size })) {
      const foot = line.notes.flatMap((note, k) =>
        breakLines(`${number + k + 1} ${note}`, { width, size: 8, first: 0 }).map(toLine(8, false)),
      );
      if (y + line.above + size + (feet.length + foot.length) * 10 > PAGE.bottom) turn();
      y += (y === PAGE.top ? 0 : line.above) + line.size * 1.25;
      const x = PAGE.left + column * (width + 24) + line.indent;
      pages.at(-1)?.push({ text: line.words, x, y, size: line.size, bold: line.bold, spread: line.spread });
      let end = x + measure(line.words, line.size) + line.spread * (line.words.split(" ").length - 1);
      for (const note of line.notes) {
        number += 1;
        pages.at(-1)?.push({ text: String(number), x: end, y: y - 3.5, size: 6.5, bold: false, spread: 0 });
        end += 7;
        feet.push(...breakLines(`${number} ${note}`, { width, size: 8, first: 0 }).map(toLine(8, false)));
      }
    }
  }
  turn();
  return pages.filter((page) => page.length > 0);
}

const toLine =
  (size: number, bold: boolean) =>
  (broken: { text: string; spread: number }, k: number): Line => ({
    words: broken.text,
    spread: broken.spread,
    indent: 0,
    size,
    bold,
    above: k === 0 ? size * 0.8 : 0,
    notes: [],
  });

function linesOf(piece: Piece, { width, size }: { width: number; size: number }): Line[] {
  if (piece.kind === "heading")
    return breakLines(piece.text, { width: width * 0.8, size: size + 5 - piece.level, first: 0 }).map((line, k) => ({
      ...toLine(size + 5 - piece.level, true)({ ...line, spread: 0 }, k),
      above: k === 0 ? 12 : 0,
    }));
  if (piece.kind === "table") throw new Error("this typesetter knows no tables");
  const mark = piece.number === null ? "" : piece.kind === "item" ? `(${piece.number}) ` : `${piece.number}. `;
  const lines = breakLines(mark + piece.text, { width, size, first: 24 }).map(toLine(size, false));
  const [first, last] = [lines[0], lines.at(-1)];
  if (first) first.indent = 24;
  if (last && piece.kind === "paragraph") last.notes = piece.notes;
  return lines;
}

/** Justified but for the last; a word that finds no room is divided before a consonant and a vowel. */
function breakLines(
  text: string,
  { width, size, first }: { width: number; size: number; first: number },
): { text: string; spread: number }[] {
  const lines: { text: string; spread: number }[] = [];
  let line = "";
  let room = width - first;
  const push = (full: boolean) => {
    const gaps = line.split(" ").length - 1;
    lines.push({
      text: line,
      spread: full && gaps > 0 ? Math.min(6, Math.max(0, (room - measure(line, size)) / gaps)) : 0,
    });
    line = "";
    room = width;
  };
  for (const word of text.split(" ")) {
    let rest = word;
    while (measure(line === "" ? rest : `${line} ${rest}`, size) > room) {
      const head = divide(rest, room - measure(`${line} -`, size), size);
      if (head === null && line === "") break;
      if (head !== null) {
        line = line === "" ? head : `${line} ${head}`;
        rest = rest.slice(head.endsWith("-") && rest.startsWith(head) ? head.length : head.length - 1);
      }
      push(true);
    }
    line = line === "" ? rest : `${line} ${rest}`;
  }
  if (line !== "") push(false);
  return lines;
}

function divide(word: string, room: number, size: number): string | null {
  for (let at = word.length - 3; at >= 3; at -= 1) {
    if (measure(word.slice(0, at), size) > room) continue;
    if (word[at - 1] === "-") return word.slice(0, at);
    if (
      /^[a-z]+$/u.test(word.slice(at - 3, at + 3)) &&
      /[aeiou]/u.test(word[at - 1] ?? "") &&
      /[^aeiou]/u.test(word[at] ?? "")
    )
      return `${word.slice(0, at)}-`;
  }
  return null;
}

/** Characters of Windows' Western code page beyond Latin-1. */
const WINDOWS: Record<string, number> = {
  "–": 0x96,
  "—": 0x97,
  "‘": 0x91,
  "’": 0x92,
  "“": 0x93,
  "”": 0x94,
  "•": 0x95,
  "…": 0x85,
};

function build(pages: readonly Mark[][]): Buffer {
  const objects: Buffer[] = [];
  const add = (body: string | Buffer) => objects.push(Buffer.from(body));
  const kids = pages.map((_, k) => `${5 + 2 * k} 0 R`).join(" ");
  const widths = Array.from({ length: 224 }, (_, k) => widthOf(decodeWindows(k + 32))).join(" ");
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [${widths}] >>`;
  add("<< /Type /Catalog /Pages 2 0 R >>");
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  add(font("Times-Roman"));
  add(font("Times-Bold"));
  for (const [k, marks] of pages.entries()) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${6 + 2 * k} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
    );
    const drawn = marks.map(
      ({ text, x, y, size, bold, spread }) =>
        `BT /${bold ? "F2" : "F1"} ${size} Tf ${spread.toFixed(3)} Tw 1 0 0 1 ${x.toFixed(2)} ${(PAGE.height - y).toFixed(2)} Tm <${encodeWindows(text).toString("hex")}> Tj ET`,
    );
    const stream = deflateSync(Buffer.from(drawn.join("\n")));
    add(
      Buffer.concat([
        Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`),
        stream,
        Buffer.from("\nendstream"),
      ]),
    );
  }
  return assemble(objects);
}

function assemble(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [k, body] of objects.entries()) {
    const object = Buffer.concat([Buffer.from(`${k + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    offsets.push(at);
    at += object.length;
    parts.push(object);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function encodeWindows(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) => WINDOWS[letter] ?? (letter.charCodeAt(0) < 256 ? letter.charCodeAt(0) : 0x3f)),
  );
}

function decodeWindows(byte: number): string {
  return Object.entries(WINDOWS).find(([, code]) => code === byte)?.[0] ?? String.fromCharCode(byte);
}
