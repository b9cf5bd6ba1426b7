import { readFileSync } from "node:fs";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/corpus/passage.ts";
import { readMessages } from "../../src/messages/messages.ts";
import { LIMITS } from "../../src/reading/limits.ts";
import { readBytes } from "../../src/reading/read-bytes.ts";
import { readFile } from "../../src/reading/read-file.ts";
import { pack, packDocx } from "../check/packed.ts";
import { compoundOf, lyingZip, pdfOf, scannedPdf, swellingPdf } from "./hostile.ts";
import { LAW_KK, LAW_RU } from "./originals.ts";
import { writeDocx } from "./write-docx.ts";
import { writeText } from "./write-plain.ts";

const say = readMessages();
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const docx = writeDocx(LAW_RU, "О помощи семьям");
const odt = fixture("libreoffice-ru.odt");
const pdf = fixture("libreoffice-ru.pdf");
const kazakh = Buffer.from(writeText(LAW_KK));
const ODT = "application/vnd.oasis.opendocument.text";
const manyPages = () => {
  const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>";
  return pdfOf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count 1501 /Kids [${Array(1501).fill("3 0 R").join(" ")}] >>`,
    page,
  ]);
};

/** Without a process for each: what read-file.ts adds has tests of its own. */
const readHere = (bytes: Buffer) => readBytes({ bytes, name: "report" }, () => {});

describe("a file that is not read is named with its reason, in three languages", () => {
  test.each<[code: string, what: string, bytes: () => Buffer]>([
    ["no-text", "white space", () => Buffer.from(" \r\n\t ")],
    ["no-text", "a Word file without a word", () => packDocx([])],
    ["no-text", "a page of scripts", () => Buffer.from("<html><script>alert('Кеңес')</script></html>")],
    ["no-text", "a PDF without text or picture", () => scannedPdf(0, 0)],
    ["too-long", "more letters than any report", () => Buffer.from("Жоқ сөз. ".repeat(700_000))],
    ["too-many-pages", "more pages than any report", manyPages],
    ["wrong-kind", "a picture", () => Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["wrong-kind", "a spreadsheet", () => pack({ "xl/workbook.xml": "<a/>", "[Content_Types].xml": "<a/>" })],
    ["wrong-kind", "a ZIP of anything", () => pack({ "a.txt": "text" })],
    ["wrong-kind", "RTF", () => Buffer.from("{\\rtf1\\ansi text}")],
    ["wrong-kind", "SVG", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>')],
    ["old-word", "Word of 2003", () => compoundOf("WordDocument")],
    ["encrypted", "Word with a password", () => compoundOf("EncryptedPackage")],
    ["encrypted", "a ZIP with a password", () => pack({ "word/document.xml": "<a/>" }, 1)],
    [
      "encrypted",
      "ODT with a password",
      () => pack({ mimetype: ODT, "content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>" }),
    ],
    ["encrypted", "a PDF with a password", () => fixture("encrypted.pdf")],
    ["damaged", "half a Word file", () => docx.subarray(0, docx.length / 2)],
    ["damaged", "half an ODT", () => odt.subarray(0, odt.length / 2)],
    ["damaged", "half a PDF", () => pdf.subarray(0, pdf.length / 2)],
    ["damaged", "a PDF in name only", () => Buffer.from("%PDF-1.7\n%%EOF")],
    ["damaged", "text cut within a letter", () => kazakh.subarray(0, kazakh.indexOf("ғ") + 1)],
    [
      "damaged",
      "Word's XML cut short",
      () => pack({ "[Content_Types].xml": "<a/>", "word/document.xml": "<w:document><w:body><w:p>" }),
    ],
    ["damaged", "a ZIP that lies about sizes", () => lyingZip("word/document.xml", 80)],
    ["bomb", "XML that unpacks to gigabytes", () => pack({ "word/document.xml": Buffer.alloc(80_000_000, " ") })],
    [
      "bomb",
      "ten thousand files",
      () => pack(Object.fromEntries(Array.from({ length: 5001 }, (_, k) => [`${k}`, ""]))),
    ],
    ["encoding-unknown", "letters of DOS", () => iconv.encode(writeText(LAW_RU), "cp866")],
    [
      "encoding-unknown",
      "noise",
      () => Buffer.from(Array.from({ length: 3000 }, (_, k) => (k * 7919 + (k >> 3)) % 256)),
    ],
    ["scanned", "pictures of pages", () => scannedPdf(4, 0)],
    ["partly-scanned", "half pictures of pages", () => scannedPdf(3, 4)],
  ])("%s: %s", async (code, _what, bytes) => {
    const reading = await readHere(bytes());
    const refusal = reading.ok ? null : reading.refusal;
    expect(refusal?.code).toBe(code);
    for (const language of LANGUAGES) {
      const sentence = say[language](`reading-refused-${code}`, refusal?.values ?? {});
      expect(sentence).toMatch(/\p{L}.*\.$/u);
    }
  });

  test("a PDF that swells for minutes is given up", async () => {
    const reading = await readFile(swellingPdf(900), "report.pdf", { seconds: 3 });
    expect(["too-heavy", "too-slow"]).toContain(reading.ok ? "read" : reading.refusal.code);
  });

  test("nothing, and more bytes than any report", async () => {
    expect(await readFile(Buffer.alloc(0), "a")).toMatchObject({ refusal: { code: "empty" } });
    const values = { megabytes: LIMITS.bytes / 1_000_000 };
    expect(await readFile(Buffer.alloc(LIMITS.bytes + 1), "a")).toEqual({
      ok: false,
      refusal: { code: "too-large", values },
    });
    for (const code of ["empty", "too-large"]) {
      for (const language of LANGUAGES) expect(say[language](`reading-refused-${code}`, values)).toMatch(/\.$/u);
    }
  });

  test("what takes too long is given up", async () => {
    const reading = await readFile(docx, "report.docx", { seconds: 0.001 });
    expect(reading).toEqual({ ok: false, refusal: { code: "too-slow", values: { seconds: 0.001 } } });
  });

  test("a reader that nobody waits for any more ends", async () => {
    const giveUp = new AbortController();
    const reading = readFile(pdf, "report.pdf", { signal: giveUp.signal });
    giveUp.abort(new Error("gone"));
    await expect(reading).rejects.toThrow("gone");
  });
});

describe("a page made to harm does none", () => {
  const page = (body: string) => readHere(Buffer.from(`<!doctype html><html><body>${body}</body></html>`));
  test.each([
    ["divs", "<div>".repeat(100_000)],
    ["bold within bold", "<b>".repeat(20_000)],
    ["tables in tables", "<table><tr><td>".repeat(5_000)],
    ["lists in lists", "<ul><li>".repeat(5_000)],
    ["headings in headings", "<h1><div>".repeat(5_000)],
  ])("deep %s", async (_what, open) => {
    const reading = await page(`${open}Әйелдер құқығы`);
    expect(reading.ok && reading.document.paragraphs.map(({ text }) => text).join(" ")).toContain("Әйелдер құқығы");
  });

  test("a table that says it spans millions", async () => {
    const reading = await page(
      `<table>${'<tr><td colspan="9999999" rowspan="9999999">a</td><td>b</td></tr>'.repeat(300)}</table>`,
    );
    expect(reading.ok).toBe(true);
  });

  test("nothing is run, fetched or expanded", async () => {
    const entities = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>';
    const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Safe &c; words</w:t></w:r></w:p></w:body></w:document>`;
    const reading = await readFile(
      packDocx([], { "word/document.xml": `<?xml version="1.0"?>${entities}${body}` }),
      "a.docx",
    );
    expect(JSON.stringify(reading)).not.toContain("root:");
    const script = await page(
      "<p>Кеңес береді</p><script>document.body.innerHTML = 'gone'</script><img src=x onerror=alert(1)>",
    );
    expect(script.ok && script.document.paragraphs.map(({ text }) => text)).toEqual(["Кеңес береді"]);
  });
});
