import type { Language, Passage } from "./passage.ts";

/** Where a passage stands, in the language where its headings are known: "Part II › Article 11 › § 123". */
export function describePlace(passage: Passage, language: Language): string {
  const headings = passage.places[language] ?? passage.place;
  return [...headings, `§ ${passage.id.split("/").at(-1)?.replace(/^0+/u, "")}`].join(" › ");
}
