import { z } from "zod";
import { readShaped } from "./files.ts";
import { createSearch, normalize, readSign } from "./signs.ts";

/** What the centre's people maintain to tell one kind of message from another: `corpus/kinds/*.json`. */

export interface Phrases {
  /** True when someone seems to be in danger now. */
  isUrgent(text: string): boolean;
  /** True when the whole message is a greeting, thanks, a farewell or a question about Kenes. */
  isGreeting(text: string): boolean;
}

/** Each sign is a list of word beginnings that must all be there; `|` parts alternatives. */
const Signs = z.object({ urgent: z.array(z.array(z.string().min(2))), unless: z.array(z.string().min(2)) });
const Greetings = z.object({
  whole: z.array(z.string().min(1)),
  filler: z.array(z.string().min(1)),
  about: z.array(z.array(z.string().min(2))),
});
/** Words: a longer message that thanks or mentions a robot asks something besides. */
const LONGEST_GREETING = 10;

/** Throws DocumentError. */
export function readPhrases(corpusDir: string): Phrases {
  const signs = readShaped(corpusDir, "kinds/urgent.json", Signs);
  const greetings = readShaped(corpusDir, "kinds/greetings.json", Greetings);
  const whole = greetings.whole.map(normalize).sort((a, b) => b.length - a.length);
  const filler = new Set(greetings.filler.map(normalize));
  const greeting = new Set([...filler, ...whole.flatMap((phrase) => phrase.split(" "))]);
  const urgent = signs.urgent.map(readSign);
  const unless = readSign([signs.unless.join("|")]);
  const about = greetings.about.map(readSign);
  return {
    isUrgent: (text) => {
      const has = createSearch(text);
      return urgent.some(has) && !has(unless);
    },
    isGreeting: (text) => {
      const normal = normalize(text);
      const words = normal.split(" ");
      if (words.length <= LONGEST_GREETING && about.some(createSearch(text))) return true;
      if (!words.every((word) => greeting.has(word))) return false;
      let rest = ` ${normal} `;
      const before = rest;
      for (const phrase of whole) rest = rest.replaceAll(` ${phrase} `, "  ");
      if (rest === before) return false;
      return rest.split(" ").every((word) => word === "" || filler.has(word));
    },
  };
}
