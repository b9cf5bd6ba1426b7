import { deflateRawSync, deflateSync } from "node:zlib";

/** Files that harm, or that only look like documents. */

/** A PDF of objects given whole. */
export function pdfOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let at = 9;
  for (const [k, body] of objects.entries()) {
    const object = Buffer.concat([Buffer.from(`${k + 1} 0 obj\n`), Buffer.from(body), Buffer.from("\nendobj\n")]);
    offsets.push(at);
    at += object.length;
    parts.push(object);
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

const stream = (dictionary: string, bytes: Buffer) =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${bytes.length} >>\nstream\n`),
    bytes,
    Buffer.from("\nendstream"),
  ]);

/** Pages that are pictures, and pages with a line of text. */
export function scannedPdf(pictures: number, texts: number): Buffer {
  const line = "The women of the region can read this page because it holds letters.";
  const page = (contents: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /I 4 0 R >> >> >>`;
  const pages = [...Array(pictures).fill(page(5)), ...Array(texts).fill(page(6))];
  return pdfOf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, k) => `${k + 7} 0 R`).join(" ")}] >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    stream(
      "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
      Buffer.alloc(4, 200),
    ),
    stream("", Buffer.from("q 500 0 0 700 0 0 cm /I Do Q")),
    stream("", Buffer.from(`BT /F1 11 Tf 1 0 0 1 70 700 Tm (${line}) Tj ET`)),
    ...pages,
  ]);
}

/** A page whose drawing unpacks to so many bytes. */
export function swellingPdf(megabytes: number): Buffer {
  const once = deflateSync(Buffer.alloc(megabytes * 1_000_000, "0 0 m "));
  return pdfOf([
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
    stream("/Filter /FlateDecode", once),
  ]);
}

/** The container of old Office files, with an entry of this name. */
export function compoundOf(name: string): Buffer {
  return Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(name, "utf16le")]);
}

/** A ZIP whose entry says that it is small, and is not. */
export function lyingZip(name: string, megabytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1_000_000, " "));
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(8, 4);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(100, 18);
  head.writeUInt16LE(name.length, 22);
  const place = Buffer.alloc(14);
  const directory = Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), head, place, Buffer.from(name)]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(30 + name.length + packed.length, 12);
  return Buffer.concat([
    Buffer.from("PK\u0003\u0004"),
    head,
    Buffer.from(name),
    packed,
    directory,
    Buffer.from("PK\u0005\u0006"),
    end,
  ]);
}
