import { readFileSync } from "node:fs";
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { LANGUAGES, type Language } from "../corpus/passage.ts";

/** What Kenes says itself, in one language: `en.ftl`, `ru.ftl`, `kk.ftl` beside this file, the desk's in `desk/`, the web's in `web/`, the readers' in `reading/`, the library's in `library/`, WhatsApp's in `whatsapp/`. */
export type Say = (id: string, values?: Record<string, FluentVariable>) => string;
export type Messages = Record<Language, Say>;

/** Reads the texts. Throws when a file has a mistake; `Say` throws when a text or a value is missing. */
export function readMessages(): Messages {
  return Object.fromEntries(LANGUAGES.map((language) => [language, readLanguage(language)])) as Messages;
}

function readLanguage(language: Language): Say {
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const room of ["", "desk/", "web/", "reading/", "library/", "whatsapp/"]) {
    const file = `${room}${language}.ftl`;
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    const errors = bundle.addResource(new FluentResource(source));
    if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join("; ")}`);
  }
  return (id, values = {}) => {
    const pattern = bundle.getMessage(id)?.value;
    if (!pattern) throw new Error(`${language}.ftl has no text "${id}"`);
    const problems: Error[] = [];
    const text = bundle.formatPattern(pattern, values, problems);
    if (problems.length > 0) throw new Error(`${language}.ftl, ${id}: ${problems[0]?.message}`);
    return text;
  };
}
