import { type QueuePage, type QueueRow, VIEWS, type View } from "../../desk/queue.ts";
import { sayDay } from "../days.ts";
import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";

export interface QueueShown extends QueuePage {
  view: View;
  page: number;
  /** A sentence on what was just done, or null. */
  told: string | null;
}

export function renderQueue(page: DeskPage, shown: QueueShown): string {
  const say = page.messages[page.language];
  const { view, rows, counts, more } = shown;
  return renderPage(
    <DeskFrame {...page} title={say("desk-queue")}>
      <h1>{say("desk-queue")}</h1>
      <Told text={shown.told} />
      {counts.overdue > 0 && (
        <p class="alarm slim">
          <a href="/desk?view=overdue">{say("desk-overdue-count", { count: counts.overdue })}</a>
        </p>
      )}
      {counts.today > 0 && <p class="told">{say("desk-today-count", { count: counts.today })}</p>}
      <nav class="tabs" aria-label={say("desk-views")}>
        {VIEWS.map((other) => (
          <a key={other} href={`/desk?view=${other}`} {...(other === view ? { "aria-current": "page" as const } : {})}>
            {say(`desk-view-${other}`)} <span class="count">{counts[other]}</span>
          </a>
        ))}
      </nav>
      <div id="live">
        {rows.length === 0 && <p>{say(`desk-empty-${view}`)}</p>}
        <ul class="cases">
          {rows.map((row) => (
            <CaseRow key={row.number} row={row} page={page} />
          ))}
        </ul>
        <p class="pages">
          {shown.page > 0 && <a href={`/desk?view=${view}&page=${shown.page - 1}`}>{say("desk-page-before")}</a>}{" "}
          {more && <a href={`/desk?view=${view}&page=${shown.page + 1}`}>{say("desk-page-next")}</a>}
        </p>
      </div>
      <form action="/desk/find" method="get" class="find">
        <label for="number">{say("desk-find")}</label>
        <input
          id="number"
          name="number"
          maxLength={10}
          autocapitalize="characters"
          autocomplete="off"
          placeholder="K7M-4PX"
        />
        <button type="submit" class="second">
          {say("desk-find-button")}
        </button>
      </form>
    </DeskFrame>,
  );
}

export function Told({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p role="status" class="told">
      {text}
    </p>
  );
}

function CaseRow({ row, page }: { row: QueueRow; page: DeskPage }) {
  const say = page.messages[page.language];
  const open = row.state === "open";
  return (
    <li class={row.overdue ? "case overdue" : "case"}>
      <a class="question" href={`/desk/case/${row.number}`} lang={row.language}>
        {row.question ?? say("desk-erased")}
      </a>
      <p class="facts">
        <strong>{row.number}</strong>
        <span>{page.messages[row.language]("language-name")}</span>
        <span>{say(`desk-channel-${row.channel}`)}</span>
        {open && (
          <span class={row.overdue ? "late" : ""}>
            {say(row.overdue ? "desk-was-due" : "desk-due", { day: sayDay(row.dueDay, page.language) })}
          </span>
        )}
        {!open && <span>{say(`desk-state-${row.state}`)}</span>}
        {row.helped !== null && <span>{say(row.helped ? "desk-helped" : "desk-not-helped")}</span>}
        {open && row.similar > 0 && <span class="tag">{say("desk-similar-count", { count: row.similar })}</span>}
        {row.notes > 0 && <span class="tag">{say("desk-notes-count", { count: row.notes })}</span>}
        {row.reply !== null && <span class="tag">{say(`desk-reply-${row.reply}`)}</span>}
        {row.holder !== null && <span>{say("desk-held-by", { name: row.holder })}</span>}
      </p>
      {open && row.holder === null && (
        <DeskForm csrf={page.csrf} action={`/desk/case/${row.number}/claim`} class="inline">
          <button type="submit" class="small">
            {say("desk-claim")}
            <span class="unseen"> {row.number}</span>
          </button>
        </DeskForm>
      )}
    </li>
  );
}
