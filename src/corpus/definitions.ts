import { z } from "zod";
import { DocumentError, readOptionalJson } from "./files.ts";
import { LANGUAGES, type Language, type Passage } from "./passage.ts";

/** Words that a document itself explains: `definitions.json` beside it, kept by editors. */
export interface Definition {
  /** The id of the passage that explains it. */
  passage: string;
  /** The word as it is shown, in each language. */
  term: Record<Language, string>;
  /** Beginnings of it as it stands in texts, in small letters. */
  found: Record<Language, string[]>;
}

const inEach = <T extends z.ZodType>(shape: T) => z.record(z.enum(LANGUAGES), shape);
const Shape = z.array(
  z.object({
    passage: z.string().regex(/^\d{4,}$/u),
    term: inEach(z.string().min(1)),
    found: inEach(z.array(z.string().min(2)).min(1)),
  }),
);

/** Throws DocumentError when the file has another shape or names a passage that isn't there. */
export function readDefinitions(folder: string, id: string, passages: readonly Passage[]): Definition[] {
  const value = readOptionalJson(folder, "definitions.json", id);
  if (value === undefined) return [];
  const parsed = Shape.safeParse(value);
  if (!parsed.success) throw new DocumentError(id, `definitions.json is not right: ${parsed.error.issues[0]?.message}`);
  const ids = new Set(passages.map((passage) => passage.id));
  return parsed.data.map((definition) => {
    const passage = `${id}/${definition.passage}`;
    if (!ids.has(passage))
      throw new DocumentError(id, `definitions.json names passage ${definition.passage}, which is not there`);
    return { ...definition, passage };
  });
}

/** The definitions of words that a text in that language has, but for those its own passage gives. */
export function findDefined(
  { text, language, passage }: { text: string; language: Language; passage: string },
  definitions: readonly Definition[],
): Definition[] {
  const lower = text.toLowerCase();
  return definitions.filter(
    (definition) => definition.passage !== passage && definition.found[language].some((word) => hasWord(lower, word)),
  );
}

/** A beginning counts at the beginning of a word only. */
function hasWord(text: string, beginning: string): boolean {
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
  }
  return false;
}
