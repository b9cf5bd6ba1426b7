import type { Corpus } from "../corpus/corpus.ts";
import { type Opened, writeButton } from "./button-data.ts";
import type { ConversationParts } from "./conversation-parts.ts";
import type { Self } from "./incoming.ts";
import { listPassageButtons } from "./keyboard.ts";
import { linkPassage, shareLink } from "./links.ts";
import { renderPassage } from "./render-passage.ts";
import type { Text } from "./talk.ts";

/** A passage on its own, as a shared link opens it: anyone may leaf through its views. */
export function showOpened(
  found: NonNullable<ReturnType<Corpus["find"]>>,
  { parts, self, opened }: { parts: ConversationParts; self: Self; opened: Opened },
): Text[] {
  const { messages } = parts;
  const { mode, language, hash } = opened;
  const { passage, document } = found;
  return renderPassage(found, {
    messages,
    mode,
    language,
    excerpt: null,
    of: null,
    buttons: listPassageButtons({
      messages,
      shown: { position: 0, mode, language },
      total: 1,
      hasExcerpt: false,
      original: document.language,
      lead: (to) => writeButton.open({ hash, mode: to.mode, language: to.language }),
      share: shareLink(linkPassage(self.username, passage.id), document.symbol),
    }),
  });
}
