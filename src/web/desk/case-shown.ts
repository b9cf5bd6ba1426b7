import type { AuditEntry } from "../../desk/audit.ts";
import type { Case, Note } from "../../desk/case.ts";
import type { Reply } from "../../desk/reply-store.ts";
import type { Named } from "../hand-off-pages.tsx";

/** What the page of a case shows. */
export interface CaseShown {
  case: Case;
  notes: Note[];
  /** Who holds it; null when it is free. */
  holder: string | null;
  /** The reader holds it. */
  own: boolean;
  mayRelease: boolean;
  reply: Reply | undefined;
  found: Named[];
  similar: Case[];
  history: AuditEntry[];
  overdue: boolean;
  told: string | null;
  /** Texts that could not be saved: shown in place of the draft's. */
  unsaved: Reply["texts"] | null;
}
