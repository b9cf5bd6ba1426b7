import { quote, splitText } from "./html.ts";
import type { Button } from "./keyboard.ts";
import type { Text } from "./talk.ts";

/** What people wrote, an asker or the centre, in messages. Pure. */

/** Words of somebody between lines of ours: several messages when they are long, buttons on the last. */
export function renderWords(about: { head: string[]; words: string; tail: string[]; buttons: Button[][] }): Text[] {
  const parts = about.words.trim() === "" ? [""] : splitLines(about.words);
  return parts.map((part, position) => {
    const last = position === parts.length - 1;
    const lines = [
      ...(position === 0 ? about.head : []),
      ...(part === "" ? [] : [quote(part)]),
      ...(last ? about.tail : []),
    ];
    return { text: lines.join("\n"), ...(last && about.buttons.length > 0 ? { buttons: about.buttons } : {}) };
  });
}

/** Parts that each have room in a message; a line of its own stays one where it can. */
function splitLines(words: string): string[] {
  const parts: string[] = [];
  for (const piece of words.split("\n").flatMap((line) => (line === "" ? [""] : splitText(line)))) {
    const joined = `${parts.at(-1)}\n${piece}`;
    if (parts.length > 0 && splitText(joined).length <= 1) parts[parts.length - 1] = joined;
    else parts.push(piece);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
