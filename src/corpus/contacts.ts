import { z } from "zod";
import { readShaped } from "./files.ts";
import type { Language } from "./passage.ts";

/** A number to call, in one language. The centre maintains `corpus/contacts.json`. */
export interface Contact {
  number: string;
  /** What answers there, and when. */
  name: string;
  /** The passage or the page that says so. */
  source: string;
  /** The day someone last checked it, `YYYY-MM-DD`. */
  checked: string;
}

const Contacts = z
  .array(
    z.object({
      number: z.string().min(3),
      names: z.object({ en: z.string().min(1), ru: z.string().min(1), kk: z.string().min(1) }),
      source: z.string().min(1),
      checked: z.iso.date(),
    }),
  )
  .min(1);

/** Reads the contacts; gives them by language. Throws DocumentError. */
export function readContacts(corpusDir: string): (language: Language) => Contact[] {
  const entries = readShaped(corpusDir, "contacts.json", Contacts);
  return (language) => entries.map(({ names, ...rest }) => ({ ...rest, name: names[language] }));
}
