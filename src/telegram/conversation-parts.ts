import type { Ask } from "../answer/answer.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Desk } from "../desk/desk.ts";
import type { Notices } from "../desk/notices.ts";
import type { Askers } from "../log/askers.ts";
import type { Receipt } from "../log/erasure.ts";
import type { PersonalData } from "../log/personal-data.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { QueryLog } from "../log/query-log.ts";
import type { Messages } from "../messages/messages.ts";
import type { TelegramStore } from "./store.ts";

/** What the conversation works with. */
export interface ConversationParts {
  token: string;
  corpus: Corpus;
  messages: Messages;
  pseudonym: Pseudonym;
  log: QueryLog;
  store: TelegramStore;
  askers: Askers;
  personal: {
    read: (asker: string) => PersonalData;
    erase: (person: { asker: string; chat: string; id: number; update: number }) => Receipt;
  };
  /** Days for which what an asker writes is kept. */
  retentionDays: number;
  /** Answers and logs, for a known asker; `chat` is where a correction of the answer would be told. */
  ask: (asker: string, chat?: string) => Ask;
  /** Answers without a trace: what is typed into inline mode is half a question, letter by letter. */
  look: Ask;
  /** Where questions are passed on to people; absent where nobody answers. */
  desk?: Pick<Desk, "handOffs" | "addChannel">;
  learning?: { notices: Pick<Notices, "forget" | "addChannel"> };
}
