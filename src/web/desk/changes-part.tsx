import { type Changes, compareWords } from "../../library/changes.ts";
import type { Say } from "../../messages/messages.ts";
import { renderPage } from "../pages.tsx";
import { DeskFrame, type DeskPage } from "./frame.tsx";

/** Passages of a kind that a page shows. */
const SHOWN = 50;
/** Letters of a passage that came or went. */
const LONGEST = 500;

/** What an edition changes: counts first, then each passage, changed ones word by word. */
export function ChangesPart({ changes, say }: { changes: Changes; say: Say }) {
  const { kept, moved, changed, added, withdrawn } = changes;
  const nothing = changed.length + added.length + withdrawn.length === 0;
  return (
    <div class="changes">
      <p>
        {say("documents-kept", { count: kept })}
        {moved > 0 && `; ${say("documents-moved", { count: moved })}`}
      </p>
      {nothing && <p>{say("documents-changes-none")}</p>}
      <Group id="changed" list={changed} say={say}>
        {(each) => (
          <>
            {each.id}{" "}
            {compareWords(each).map(({ kind, text }, position) => {
              if (kind === "gone") return <del key={position}>{text}</del>;
              return kind === "new" ? <ins key={position}>{text}</ins> : text;
            })}
          </>
        )}
      </Group>
      <Group id="added" list={added} say={say}>
        {({ id, text }) => (
          <>
            {id} <ins>{clip(text)}</ins>
          </>
        )}
      </Group>
      <Group id="withdrawn" list={withdrawn} say={say}>
        {({ id, text }) => (
          <>
            {id} <del>{clip(text)}</del>
          </>
        )}
      </Group>
    </div>
  );
}

function Group<T extends { id: string }>(props: {
  id: "changed" | "added" | "withdrawn";
  list: readonly T[];
  say: Say;
  children: (each: T) => preact.JSX.Element;
}) {
  const { id, list, say, children } = props;
  if (list.length === 0) return null;
  return (
    <>
      <h3>{say(`documents-${id}`, { count: list.length })}</h3>
      <ul class="plain">
        {list.slice(0, SHOWN).map((each) => (
          <li key={each.id}>{children(each)}</li>
        ))}
        {list.length > SHOWN && <li>{say("documents-more", { count: list.length - SHOWN })}</li>}
      </ul>
    </>
  );
}

function clip(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What an edition changed, long after. */
export function renderDiff(page: DeskPage, { title, changes }: { title: string; changes: Changes }): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("documents-changes-between")}>
      <h1>{say("documents-changes-between")}</h1>
      <p>
        <strong>{title}</strong>
      </p>
      <ChangesPart changes={changes} say={say} />
      <p>
        <a href="/desk/documents">{say("documents-back")}</a>
      </p>
    </DeskFrame>,
  );
}
