import { describe, expect, test } from "vitest";
import { readFileContent } from "../../src/check/read-file.ts";
import { pack, packDocx } from "./packed.ts";

const TRUE = "Loans are granted regardless of gender.";

describe("a file that is read", () => {
  test.each<[string, string, Buffer, string]>([
    ["text", "a.txt", Buffer.from(TRUE), TRUE],
    ["text whatever its name", "a.png", Buffer.from(TRUE), TRUE],
    ["UTF-16", "a.txt", Buffer.from(`\uFEFF${TRUE}`, "utf16le"), TRUE],
    ["text of Russian Windows", "a.txt", Buffer.from("cae5ebe8f1ebe5f020e1b3f0", "hex"), "Келислер бір"],
    ["Word", "a.docx", packDocx([TRUE, "Second."]), `${TRUE}\n\nSecond.\n\n`],
    ["Word whatever its name", "a.txt", packDocx([TRUE]), `${TRUE}\n\n`],
  ])("%s", async (_kind, name, bytes, text) => {
    expect(await readFileContent(name, bytes)).toEqual({ text });
  });

  test.each<[string, string, unknown]>([
    [
      "a named column",
      `id;цитата;кто\n1;${TRUE};A\n2;"One; two";B\n`,
      [
        [2, TRUE],
        [3, "One; two"],
      ],
    ],
    [
      "the column with the longest texts",
      `1,"${TRUE}",x\n2,"In 2022, something was said.",y\n`,
      [
        [1, TRUE],
        [2, "In 2022, something was said."],
      ],
    ],
    [
      "lines with commas of their own",
      `${TRUE}\nIn 2022, 101 million, and more\n\nThe end, finally, of it\n`,
      [
        [1, TRUE],
        [2, "In 2022, 101 million, and more"],
        [4, "The end, finally, of it"],
      ],
    ],
    ["line ends within a cell", `quotation\n"Loans are\ngranted"\n`, [[2, "Loans are\ngranted"]]],
  ])("a table: %s", async (_kind, table, expected) => {
    const content = await readFileContent("a.csv", Buffer.from(table));
    expect("quotations" in content && content.quotations.map(({ row, text }) => [row, text])).toEqual(expected);
  });
});

describe("a file that can't be read is named with its reason", () => {
  const bomb = "<a/>".repeat(4_000_000);
  const compound = (name: string) =>
    Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(name, "utf16le")]);
  test.each<[string, string, Buffer]>([
    ["empty", "a.txt", Buffer.alloc(0)],
    ["no-text", "a.txt", Buffer.from(" \n\t")],
    ["no-text", "a.docx", packDocx([])],
    ["too-large", "a.txt", Buffer.alloc(10_000_001, "a")],
    ["too-long", "a.txt", Buffer.alloc(1_000_000, "a ")],
    ["too-many-rows", "a.csv", Buffer.from(`quotation\n${"The women of Kazakhstan\n".repeat(2001)}`)],
    ["no-quotations", "a.csv", Buffer.from("1,2\n3,4\n")],
    ["wrong-kind", "a.docx", Buffer.from("%PDF-1.7 text")],
    ["wrong-kind", "a.txt", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff])],
    ["wrong-kind", "a.docx", pack({ "xl/workbook.xml": "<a/>" })],
    ["wrong-kind", "a.docx", pack({ "a.txt": "text" })],
    ["not-utf8", "a.txt", Buffer.from([0x80, 0x81, 0, 1, 2, 0xff, 0xfe])],
    ["not-utf8", "a.txt", Buffer.from([0])],
    ["old-word", "a.doc", compound("WordDocument")],
    ["encrypted", "a.docx", compound("EncryptedPackage")],
    ["encrypted", "a.docx", pack({ "word/document.xml": "<a/>" }, 1)],
    ["bomb", "a.docx", packDocx(["x"], { "word/styles.xml": bomb })],
    ["damaged", "a.docx", packDocx([TRUE]).subarray(0, 300)],
    ["damaged", "a.docx", packDocx(["<w:p"])],
    ["damaged", "a.docx", pack({ "word/document.xml": "no XML" })],
  ])("%s: %s", async (trouble, name, bytes) => {
    expect(await readFileContent(name, bytes)).toMatchObject({ trouble });
  });
});
