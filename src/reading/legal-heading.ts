/**
 * Laws and reports to treaty bodies name their parts by word and number, and often nothing but the
 * words says that a line is a heading: "Статья 11. …", "11-бап. …", "Article 11. …". Pure.
 */

/** From the outermost in; the position is the rank. */
const RANKS: readonly RegExp[] = [
  /^(?:Part|PART|Раздел|РАЗДЕЛ|Часть|ЧАСТЬ)\s+(?:\d+|[IVXLC]+)(?:-\d+)?(?![\p{L}\p{N}])|^(?:\d+|[IVXLC]+)(?:-\d+)?\s?-\s?(?:бөлім|БӨЛІМ)(?!\p{L})/u,
  /^(?:Chapter|CHAPTER|Глава|ГЛАВА)\s+(?:\d+|[IVXLC]+)(?:-\d+)?(?![\p{L}\p{N}])|^(?:\d+|[IVXLC]+)(?:-\d+)?\s?-\s?(?:тарау|ТАРАУ)(?!\p{L})/u,
  /^(?:§|Параграф|ПАРАГРАФ)\s*\d+(?:-\d+)?(?![\p{L}\p{N}])|^\d+(?:-\d+)?\s?-\s?(?:параграф|ПАРАГРАФ)(?!\p{L})/u,
  /^(?:Article|ARTICLE|Статья|СТАТЬЯ)\s+\d+(?:-\d+)?(?![\p{L}\p{N}])|^\d+(?:-\d+)?\s?-\s?(?:бап|БАП)(?!\p{L})/u,
];
/** Characters: titles of articles run long, sentences that begin so run longer. */
const LONGEST = 250;

/** 0 for a part, 3 for an article; null for any other line. */
export function legalRank(text: string): number | null {
  if (text.length > LONGEST) return null;
  const rank = RANKS.findIndex((pattern) => pattern.test(text));
  const named = RANKS[rank]?.exec(text)?.[0];
  if (named === undefined) return null;
  const rest = text.slice(named.length);
  return isTitle(rest) ? rank : null;
}

/** "Article 31 of the Code says …" is a sentence; "Article 31. Leave" and a bare "Article 31" are headings. */
function isTitle(rest: string): boolean {
  if (/^[.:]?\s*$/u.test(rest)) return true;
  return (
    /^\s*[.:–—-]?\s*["«“(]?[\p{Lu}\d]/u.test(rest) && !/[;:,]$/u.test(rest) && !/[.!?]\s+\p{Lu}/u.test(rest.slice(2))
  );
}

/** True when it is a number without a title: the title may be the next line. */
export function isBareLegalHeading(text: string): boolean {
  const pattern = RANKS.find((each) => each.test(text));
  return pattern !== undefined && /^[.:]?\s*$/u.test(text.replace(pattern, ""));
}
