import { LANGUAGES } from "../../corpus/passage.ts";
import type { Published } from "../../desk/centre-document.ts";
import type { Desk } from "../../desk/desk.ts";
import type { Say } from "../../messages/messages.ts";
import type { Table } from "../table.tsx";

/** Every change with what was before and after, for a table outside of Kenes. */
export function listChanges({ learning }: Pick<Desk, "learning">, say: Say): Table {
  const { changes, corrections, notices } = learning;
  return {
    id: "changes",
    title: say("desk-changes"),
    columns: ["id", "time", "account", "kind", "subject", "language", "before", "after", "undoes", "listed", "told"],
    rows: changes.listAll().map((change) => {
      const listed = corrections.find(change.id);
      return [
        ...[change.id, new Date(change.at).toISOString(), change.account, change.kind, change.subject, change.language],
        ...[describe(change.before), describe(change.after), change.undoes],
        ...[listed ? new Date(listed.at).toISOString() : null, listed ? notices.count(change.id).told : null],
      ];
    }),
    bars: [],
  };
}

function describe(value: unknown): string {
  if (value === null || typeof value === "string") return value ?? "";
  if (Array.isArray(value)) return value.join("\n");
  const { texts, from, until } = value as Published;
  const written = LANGUAGES.filter((language) => texts[language] !== "").map((language) => texts[language]);
  return [`${from} – ${until ?? ""}`, ...written].join("\n\n");
}
