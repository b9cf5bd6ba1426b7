import chardet from "chardet";
import iconv from "iconv-lite";
import { refuse } from "./refuse.ts";

/**
 * Bytes → text. A wrong guess would make nonsense that nobody could search, so whatever is not
 * clearly one encoding is refused.
 */
export interface Decoded {
  text: string;
  /** As the WHATWG names it. */
  encoding: string;
}

/** Signs that no text has. */
const CONTROL = /[^\P{Cc}\s]/u;
/** Of the letters beyond ASCII so many must be Cyrillic in a text of Russian or Kazakh Windows. */
const CYRILLIC_LEAST = 0.9;
/** Letters that the Kazakh code page has where the Russian one has others, as the Russian one shows them. */
const KAZAKH_AS_RUSSIAN = /[ЌќЈјЉљЊњЏџЂђЃѓЄєЇїЎўґҐѕЅ]/gu;
/** More of them than this share of the letters: the text is Kazakh. */
const KAZAKH_LEAST = 0.02;
/** What chardet may take a short or Kazakh Cyrillic text for; decided by the letters then. */
const CYRILLIC_PAGES = ["windows-1251", "koi8-r"] as const;

/** `declared` is what the file says itself (a page's `<meta charset>`); believed after UTF-8. */
export function decode(bytes: Buffer, declared: string | null = null): Decoded {
  const marked = readMarked(bytes);
  if (marked) return marked;
  const utf8 = tryDecode(bytes, "utf-8");
  if (utf8 !== null && !CONTROL.test(utf8)) return { text: utf8, encoding: "utf-8" };
  if (isCutUtf8(bytes)) refuse("damaged");
  const wide = readUnmarkedUtf16(bytes);
  if (wide) return wide;
  const said = declared === null || /^utf-?8$/iu.test(declared) ? null : readDeclared(bytes, declared);
  return said ?? readByLetters(bytes) ?? refuse("encoding-unknown");
}

function readMarked(bytes: Buffer): Decoded | null {
  const mark = bytes.length > 1 ? bytes.readUInt16BE(0) : 0;
  const encoding = mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : null;
  if (encoding === null) return null;
  const text = tryDecode(bytes, encoding);
  return text === null || CONTROL.test(text) ? refuse("damaged") : { text, encoding };
}

/** Every character of our languages has 00, 04 or 20 for its high byte. */
function readUnmarkedUtf16(bytes: Buffer): Decoded | null {
  const sample = bytes.subarray(0, 4000);
  const high = (offset: number) => {
    const bytesThere = sample.filter((_, k) => k % 2 === offset);
    return bytesThere.filter((byte) => byte === 0 || byte === 4 || byte === 0x20).length / (bytesThere.length || 1);
  };
  const encoding = high(1) > 0.9 && high(0) < 0.5 ? "utf-16le" : high(0) > 0.9 && high(1) < 0.5 ? "utf-16be" : null;
  if (encoding === null) return null;
  const text = tryDecode(bytes, encoding);
  return text === null || CONTROL.test(text) ? null : { text, encoding };
}

/** Sound UTF-8 with letters beyond ASCII up to its last, cut character. */
function isCutUtf8(bytes: Buffer): boolean {
  for (let cut = 1; cut <= 3 && cut < bytes.length; cut += 1) {
    const text = tryDecode(bytes.subarray(0, -cut), "utf-8");
    if (text !== null && bytes.subarray(-cut).every((byte) => byte >= 0x80))
      return !CONTROL.test(text) && /\P{ASCII}/u.test(text);
  }
  return false;
}

function readDeclared(bytes: Buffer, declared: string): Decoded | null {
  const text = tryDecode(bytes, declared);
  return text === null || CONTROL.test(text)
    ? null
    : (readKazakh(bytes, text) ?? { text, encoding: declared.toLowerCase() });
}

function readByLetters(bytes: Buffer): Decoded | null {
  const guess = chardet.detect(bytes)?.toLowerCase() ?? "";
  const first = CYRILLIC_PAGES.find((page) => page === guess);
  for (const encoding of first ? [first] : CYRILLIC_PAGES) {
    const text = tryDecode(bytes, encoding);
    if (text === null || CONTROL.test(text)) continue;
    const kazakh = readKazakh(bytes, text);
    if (kazakh) return kazakh;
    if (isCyrillic(text)) return { text, encoding };
  }
  const western = tryDecode(bytes, "windows-1252");
  if (western === null || CONTROL.test(western) || !isWestern(western)) return null;
  return { text: western, encoding: "windows-1252" };
}

function readKazakh(bytes: Buffer, russian: string): Decoded | null {
  const letters = russian.match(/\p{L}/gu)?.length ?? 0;
  if ((russian.match(KAZAKH_AS_RUSSIAN)?.length ?? 0) <= letters * KAZAKH_LEAST) return null;
  const text = iconv.decode(bytes, "rk1048");
  return isCyrillic(text) && /[қғң]/u.test(text) ? { text, encoding: "kz-1048" } : null;
}

/** Cyrillic, and lower case where lower case is usual: the other code page gives capitals. */
function isCyrillic(text: string): boolean {
  const beyond = text.match(/\P{ASCII}/gu) ?? [];
  const fitting = beyond.filter((letter) => /[\p{Script=Cyrillic}«»–—…№“”„’·§°\u00A0]/u.test(letter)).length;
  if (
    fitting < beyond.length * CYRILLIC_LEAST ||
    (text.match(KAZAKH_AS_RUSSIAN)?.length ?? 0) > beyond.length * KAZAKH_LEAST
  )
    return false;
  return (text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) < text.length / 100;
}

/** English with the quotation marks and dashes of Windows. */
function isWestern(text: string): boolean {
  const beyond = text.match(/\P{ASCII}/gu)?.length ?? 0;
  return beyond < text.length / 20 && (text.match(/[‘’“”–—…•éèöüä§°©\u00A0]/gu)?.length ?? 0) > beyond / 2;
}

function tryDecode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
