import type { Language, Passage } from "./passage.ts";

/** Where a passage stands, in the language where its headings are known: "Part II › Article 11 › § 123, p. 45". */
export function describePlace(passage: Passage, language: Language): string {
  const headings = passage.places[language] ?? passage.place;
  const page = passage.page === undefined ? "" : `, ${PAGE[language](passage.page)}`;
  return [...headings, `§ ${numberOf(passage)}${page}`].join(" › ");
}

/** The number that the document gives the passage, else the one that Kenes gives it, without zeros in front. */
export function numberOf({ id, number }: Pick<Passage, "id" | "number">): string {
  return (
    number ??
    id
      .split("/")
      .at(-1)
      ?.replace(/^0+(?=\d)/u, "") ??
    id
  );
}

const PAGE: Record<Language, (page: number) => string> = {
  en: (page) => `p. ${page}`,
  ru: (page) => `с. ${page}`,
  kk: (page) => `${page}-бет`,
};
