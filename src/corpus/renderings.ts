import { z } from "zod";
import { DocumentError, readOptionalJson } from "./files.ts";
import { LANGUAGES, type Language, type Passage } from "./passage.ts";

/**
 * What people have written for a document's passages: renderings in other languages, headings in
 * other languages, questions that a passage answers, and questions near it that the document doesn't. All of it is optional, one entry a passage.
 */

const Renderings = z.array(
  z.object({
    id: z.string().regex(/^\d{4,}$/u),
    /** The hash of the words it renders: once they change it is stale. */
    original: z.string().regex(/^sha256:[0-9a-f]{64}$/u),
    text: z.string().min(1),
    status: z.enum(["official", "working"]).default("working"),
  }),
);
const Headings = z.record(z.string(), z.partialRecord(z.enum(LANGUAGES), z.string().min(1)));
const Questions = z.record(z.string().regex(/^\d{4,}$/u), z.array(z.string().min(1)));

type Original = Omit<Passage, "renderings" | "places" | "questions" | "gaps">;

/** Gives every passage its renderings, headings and questions. Throws DocumentError naming the file. */
export function readRenderings(
  folder: string,
  id: string,
  originals: readonly Original[],
): { passages: Passage[]; stale: string[] } {
  const stale: string[] = [];
  const read = <T>(file: string, shape: z.ZodType<T>, absent: T): T => {
    const value = readOptionalJson(folder, file, id);
    if (value === undefined) return absent;
    const parsed = shape.safeParse(value);
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new DocumentError(id, `${file} is not right: ${problems.slice(0, 5).join("; ")}`);
  };
  const headings = read("renderings/headings.json", Headings, {});
  const byLanguage = LANGUAGES.map((language) => {
    const fresh = new Map<string, z.infer<typeof Renderings>[number]>();
    const hashes = new Map(originals.map((passage) => [numberOf(passage.id), passage.hash]));
    for (const entry of read(`renderings/${language}.json`, Renderings, [])) {
      if (hashes.get(entry.id) === entry.original) fresh.set(entry.id, entry);
      else stale.push(`${language}/${entry.id}`);
    }
    const texts = new Map(originals.map((passage) => [passage.text, fresh.get(numberOf(passage.id))?.text]));
    return {
      language,
      fresh,
      texts,
      questions: read(`questions/${language}.json`, Questions, {}),
      gaps: read(`gaps/${language}.json`, Questions, {}),
    };
  });
  const passages = originals.map((original) => {
    const passage: Passage = { ...original, renderings: {}, places: {}, questions: emptyLists(), gaps: emptyLists() };
    for (const { language, fresh, texts, questions, gaps } of byLanguage) {
      const number = numberOf(original.id);
      passage.questions[language] = questions[number] ?? [];
      passage.gaps[language] = gaps[number] ?? [];
      const entry = fresh.get(number);
      if (entry) {
        const introduction = original.introduction && (texts.get(original.introduction) ?? original.introduction);
        passage.renderings[language] = { text: entry.text, introduction, status: entry.status };
      }
      const place = translatePlace(original.place, headings, language);
      if (place) passage.places[language] = place;
    }
    return passage;
  });
  return { passages, stale };
}

function translatePlace(
  place: readonly string[],
  headings: z.infer<typeof Headings>,
  language: Language,
): string[] | null {
  const translated = place.map((heading) => headings[heading]?.[language]);
  return translated.some((heading) => heading !== undefined)
    ? translated.map((heading, k) => heading ?? place[k] ?? "")
    : null;
}

function emptyLists(): Record<Language, string[]> {
  return { en: [], ru: [], kk: [] };
}

function numberOf(id: string): string {
  return id.split("/").at(-1) ?? id;
}
