import { readFileSync } from "node:fs";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readFile } from "../../src/reading/read-file.ts";
import type { ReadDocument } from "../../src/reading/reading.ts";
import { compare, type Original } from "./original.ts";
import { LAW_KK, LAW_RU, reportOriginal } from "./originals.ts";
import { writeDocx } from "./write-docx.ts";
import { writeHtml } from "./write-html.ts";
import { writePdf } from "./write-pdf.ts";
import { writeMarkdown, writeText } from "./write-plain.ts";

const RU = { title: "О помощи семьям", language: "ru", shape: "law" } as const;
const KK = { title: "Отбасыларға көмек туралы", language: "kk", shape: "law" } as const;
const UN = { header: "CEDAW/C/KAZ/6", footer: "24-03123" };
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

async function read(bytes: Buffer, name: string): Promise<ReadDocument> {
  const reading = await readFile(bytes, name);
  if (!reading.ok) throw new Error(`${name} was refused: ${reading.refusal.code}`);
  return reading.document;
}

/** Plain text has no footnotes. */
const withoutNotes = (original: Original): Original =>
  original.map((piece) => (piece.kind === "paragraph" ? { ...piece, notes: [] } : piece));

const PERFECT = { kept: 1, own: 1, whole: 1, places: 1, numbers: 1, notes: 1, introductions: 1 };

describe("what another program wrote is read word for word, with its places", () => {
  test.each<[name: string, original: Original, language: string, bytes: () => Buffer]>([
    ["law-ru.html", LAW_RU, "ru", () => Buffer.from(writeHtml(LAW_RU, RU))],
    ["law-kk.html", LAW_KK, "kk", () => Buffer.from(writeHtml(LAW_KK, KK))],
    [
      "law-windows.html",
      LAW_RU,
      "ru",
      () => iconv.encode(writeHtml(LAW_RU, RU).replace("utf-8", "windows-1251"), "win1251"),
    ],
    ["word-ru.docx", LAW_RU, "ru", () => writeDocx(LAW_RU, RU.title)],
    ["word-kk.docx", LAW_KK, "kk", () => writeDocx(LAW_KK, KK.title)],
    ["word-counted.docx", reportOriginal(1), "en", () => writeDocx(reportOriginal(1), "The sixth report", true)],
    ["law-kk.md", LAW_KK, "kk", () => Buffer.from(writeMarkdown(LAW_KK, KK.title))],
    ["law-1251.txt", withoutNotes(LAW_RU), "ru", () => iconv.encode(writeText(LAW_RU), "win1251")],
    ["law-kz1048.txt", withoutNotes(LAW_KK), "kk", () => iconv.encode(writeText(LAW_KK), "rk1048")],
    ["law-utf16.txt", withoutNotes(LAW_KK), "kk", () => iconv.encode(writeText(LAW_KK), "utf16")],
    ...["odt", "docx", "pdf"].flatMap((ending): [string, Original, string, () => Buffer][] => [
      [`libreoffice-ru.${ending}`, LAW_RU, "ru", () => fixture(`libreoffice-ru.${ending}`)],
      [`libreoffice-kk.${ending}`, LAW_KK, "kk", () => fixture(`libreoffice-kk.${ending}`)],
    ]),
    ["chromium-ru.pdf", LAW_RU, "ru", () => fixture("chromium-ru.pdf")],
    ["chromium-kk.pdf", LAW_KK, "kk", () => fixture("chromium-kk.pdf")],
  ])("%s", async (name, original, language, bytes) => {
    const document = await read(bytes(), name);
    expect(compare(original, document)).toEqual(PERFECT);
    expect(document.language).toBe(language);
    const titled = !name.endsWith(".txt");
    expect(document.title).toBe(
      !titled ? null : language === "en" ? "The sixth report" : language === "ru" ? RU.title : KK.title,
    );
  });
});

describe("printed reports are put together again", () => {
  test("300 pages with running headers, divided words and footnotes", async () => {
    const original = reportOriginal(6);
    const seen: number[] = [];
    const reading = await readFile(writePdf(original, { ...UN, size: 11 }), "report.pdf", {
      onProgress: ({ done, total }) => seen.push(done / total),
    });
    if (!reading.ok) throw new Error(reading.refusal.code);
    const { document } = reading;
    expect(document.pages).toBeGreaterThan(300);
    expect(seen.length).toBe(document.pages);
    expect(seen.at(-1)).toBe(1);
    expect(document.symbol).toBe("CEDAW/C/KAZ/6");
    const fidelity = compare(original, document);
    console.info(document.pages, "pages:", fidelity);
    expect(fidelity.kept).toBeGreaterThan(0.998);
    expect(fidelity.own).toBeGreaterThan(0.999);
    expect(fidelity.whole).toBeGreaterThan(0.99);
    expect(fidelity.places).toBeGreaterThan(0.98);
    expect(fidelity.numbers).toBeGreaterThan(0.999);
    expect(document.remarks.map(({ code }) => code)).toEqual(["repeated-lines", "hyphens"]);
  });

  test("two columns are read one after the other", async () => {
    const original = reportOriginal(1);
    const document = await read(writePdf(original, { ...UN, columns: 2, size: 9 }), "report.pdf");
    const fidelity = compare(original, document);
    expect(fidelity.kept).toBeGreaterThan(0.999);
    expect(fidelity.whole).toBeGreaterThan(0.99);
    expect(fidelity.places).toBe(1);
    expect(document.remarks.map(({ code }) => code)).toContain("columns");
  });
});

test("the report of the program itself, as the United Nations lay text out", async () => {
  const document = await read(readFileSync("corpus/cedaw-c-kaz-6/report.en.txt"), "report.en.txt");
  const first = document.paragraphs.find(({ text }) => text.startsWith("In the Global Gender Gap Index"));
  expect(first).toMatchObject({ place: ["Introduction"], notes: ["https://economy.kz/ru/Novosti_instituta/id=5766."] });
  expect(document.paragraphs.length).toBeGreaterThan(540);
  expect(document.paragraphs.flatMap(({ place }) => place)).toContain("Article 11. Employment");
});
