import type { Original } from "../answer/verdict.ts";
import { splitSentences } from "../corpus/text.ts";
import type { Finding } from "./find.ts";
import { isFigure, listTokens } from "./tokens.ts";

/** For a quotation compared with a working translation: each of its figures beside the original's. Pure. */
export function findOriginal({ pieces, segment }: Finding): Original {
  const text = segment.passage.text;
  const figures = pieces.flatMap(({ quoted, likeness: { hunks, document } }) =>
    quoted.tokens.flatMap(({ word, start, end }, k) => {
      if (!isFigure(word)) return [];
      const hunk = hunks.find((each) => k >= each.quoted.from && k < each.quoted.to);
      const stood = hunk ? figuresIn(document.tokens.slice(hunk.document.from, hunk.document.to)) : [word];
      const nth = hunk ? figuresIn(quoted.tokens.slice(hunk.quoted.from, k)).length : 0;
      return [{ quoted: quoted.text.slice(start, end), ...findFigure(stood[nth], text) }];
    }),
  );
  return { text, figures };
}

function figuresIn(tokens: readonly { word: string }[]): string[] {
  return tokens.flatMap(({ word }) => (isFigure(word) ? [word] : []));
}

/** The figure as the original writes it, and the sentence in which it does. */
function findFigure(figure: string | undefined, text: string): { original: string | null; sentence: string | null } {
  for (const sentence of splitSentences(text)) {
    const found = listTokens(sentence).find(({ word }) => word === figure);
    if (found) return { original: sentence.slice(found.start, found.end), sentence };
  }
  return { original: null, sentence: null };
}
