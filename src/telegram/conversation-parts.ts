import type { Ask } from "../answer/answer.ts";
import type { Check } from "../answer/verdict.ts";
import type { Corpus } from "../corpus/corpus.ts";
import type { Desk } from "../desk/desk.ts";
import type { Askers } from "../log/askers.ts";
import type { Person, Receipt } from "../log/erasure.ts";
import type { PersonalData } from "../log/personal-data.ts";
import type { Pseudonym } from "../log/pseudonym.ts";
import type { QueryLog } from "../log/query-log.ts";
import type { Messages } from "../messages/messages.ts";

/** What the conversation works with. */
export interface ConversationParts {
  token: string;
  corpus: Corpus;
  messages: Messages;
  pseudonym: Pseudonym;
  log: QueryLog;
  askers: Askers;
  personal: {
    read: (asker: string) => PersonalData;
    erase: (person: Person) => Receipt;
  };
  /** Days for which what an asker writes is kept. */
  retentionDays: number;
  /** Answers and logs, for a known asker who can be told of a correction at this address. */
  ask: (asker: string, address: string) => Ask;
  desk: Pick<Desk, "handOffs" | "announcements" | "moveAddress" | "forget">;
  /** Checks a quotation; every verdict has a receipt, and nobody's name. */
  check: Check;
  /** Where people reach the page, for links to receipts; null when nobody knows. */
  publicUrl: string | null;
  /** Answers without a trace: what is typed into inline mode is half a question, letter by letter. */
  look: Ask;
}
