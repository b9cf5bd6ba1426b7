import { readFileSync } from "node:fs";
import { LANGUAGES } from "../corpus/passage.ts";
import type { Messages } from "../messages/messages.ts";

/** `widget.js` with what its buttons say in three languages. Throws when the file has no place for it. */
export function writeLoader(messages: Messages): string {
  const source = readFileSync(new URL("widget.js", import.meta.url), "utf8");
  const texts = Object.fromEntries(
    LANGUAGES.map((language) => {
      const say = messages[language];
      const [open, close] = [say("widget-open"), say("widget-close")];
      return [language, { open, close, title: say("widget-title"), whole: say("widget-whole") }];
    }),
  );
  const written = source.replace("const TEXTS = {};", () => `const TEXTS = ${JSON.stringify(texts)};`);
  if (written === source) throw new Error("widget.js has no place for its texts");
  return written;
}
