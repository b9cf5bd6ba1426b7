import { expect, test } from "vitest";
import { align } from "../../src/check/align.ts";
import { encode } from "../../src/check/encode.ts";
import { findExact } from "../../src/check/exact.ts";
import { buildStream } from "../../src/check/stream.ts";
import { readCorpus } from "../../src/corpus/corpus.ts";

const stream = buildStream(readCorpus("corpus"));

test("the alignment of words that stand there is the place where a plain search finds them", () => {
  for (let from = 0; from < stream.row.length - 20; from += 997) {
    const words = [...stream.row.slice(from, from + 9)];
    if (words.includes(-1)) continue;
    const quotation = encode(words.map((word) => stream.words[word]).join(" | "), stream);
    if (quotation.words.length !== words.length) continue;
    const window = { from: Math.max(0, from - 30), to: from + 40 };
    const { span } = align(quotation, window, stream);
    const places = findExact(quotation, stream, 1000).map((each) => each.from);
    expect(places).toContain(span.from);
    expect(span.to - span.from).toBe(words.length);
  }
});
