import type { ConflictNote } from "../answer/answer.ts";
import type { Language } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";

/** Under a passage: where the document gives another figure for the same measure. Both, and neither is chosen. */
export function ConflictNotes({
  notes,
  say,
  language,
}: {
  notes: readonly ConflictNote[];
  say: Say;
  language: Language;
}) {
  if (notes.length === 0) return null;
  return (
    <aside class="conflicts" aria-label={say("conflict-title")}>
      <strong>{say("conflict-title")}</strong>
      <ul>
        {notes.map((note) => (
          <li key={`${note.passage} ${note.figure} ${note.other}`}>
            {note.measure}: <q lang="en">{note.figure}</q> · <q lang="en">{note.other}</q> (
            <a href={`/p/${note.passage}?lang=${language}`}>{note.place}</a>). {note.explanation}
          </li>
        ))}
      </ul>
    </aside>
  );
}
