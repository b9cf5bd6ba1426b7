import { mayActAs } from "../../desk/accounts.ts";
import type { Case } from "../../desk/case.ts";
import { sayDay, sayTime } from "../days.ts";
import { renderPage } from "../pages.tsx";
import type { CaseShown } from "./case-shown.ts";
import { DeskForm, DeskFrame, type DeskPage, sayActor } from "./frame.tsx";
import { Told } from "./queue-page.tsx";
import { Write, Written } from "./write-part.tsx";

export function renderDeskCase(page: DeskPage, shown: CaseShown): string {
  const say = page.messages[page.language];
  const { case: current, reply } = shown;
  const open = current.state === "open";
  const writes = open && shown.own && reply?.state !== "waiting";
  return renderPage(
    <DeskFrame {...page} title={say("case-title", { number: current.number })}>
      <h1>{say("case-title", { number: current.number })}</h1>
      <Told text={shown.told} />
      <p id="news" role="status" class="told" hidden>
        {say("desk-changed")} <a href={`/desk/case/${current.number}`}>{say("desk-reload")}</a>
      </p>
      <div class="work">
        <section aria-labelledby="asked">
          <h2 id="asked">{say("desk-asked")}</h2>
          <p class={shown.overdue ? "late facts" : "facts"}>
            {open && say(shown.overdue ? "desk-was-due" : "desk-due", { day: sayDay(current.dueDay, page.language) })}
            {!open && say(`desk-state-${current.state}`)}
          </p>
          <Transcript page={page} shown={shown} />
          <Holding page={page} shown={shown} />
          {open && shown.similar.length > 0 && <Similar page={page} similar={shown.similar} />}
        </section>
        <section aria-labelledby="reply">
          <h2 id="reply">{say("desk-reply")}</h2>
          {reply?.returned && (
            <p class="alarm slim">
              {say("desk-returned")} {reply.returned}
            </p>
          )}
          {reply?.state === "waiting" && <p>{say("desk-reply-waiting-long")}</p>}
          {reply?.state === "sent" && page.session && mayActAs(page.session.account.role, "editor") && (
            <p>
              <a href={`/desk/centre/new?case=${current.number}`}>{say("desk-publish-link")}</a>
            </p>
          )}
          {writes ? <Write page={page} shown={shown} /> : <Written page={page} shown={shown} />}
        </section>
      </div>
      <details>
        <summary>{say("desk-history")}</summary>
        <ul>
          {shown.history.map(({ id, at, account, action, detail }) => (
            <li key={id}>
              {sayTime(at, page.language)} · {sayActor(say, account)} · {say(`desk-did-${action}`)}{" "}
              {detail !== "" && <span class="soft">({detail})</span>}
            </li>
          ))}
        </ul>
      </details>
    </DeskFrame>,
  );
}

function Transcript({ page, shown }: { page: DeskPage; shown: CaseShown }) {
  const say = page.messages[page.language];
  const { language, question, channel, reason, openedAt } = shown.case;
  return (
    <>
      <p class="said" lang={language}>
        {question ?? say("desk-erased")}
      </p>
      {shown.notes.map(({ at, text }) => (
        <p class="said" key={at} lang={language}>
          {text}
        </p>
      ))}
      <p class="soft">
        {page.messages[language]("language-name")} · {say(`desk-channel-${channel}`)} ·{" "}
        {sayTime(openedAt, page.language)}
      </p>
      <p class="soft">{say(reason === null ? "desk-kenes-answered" : "desk-kenes-abstained")}</p>
    </>
  );
}

function Holding({ page, shown }: { page: DeskPage; shown: CaseShown }) {
  const say = page.messages[page.language];
  const { number, state } = shown.case;
  if (state !== "open") return null;
  if (shown.holder === null) {
    return (
      <DeskForm csrf={page.csrf} action={`/desk/case/${number}/claim`}>
        <button type="submit">{say("desk-claim")}</button>
      </DeskForm>
    );
  }
  return (
    <>
      <p>{shown.own ? say("desk-yours") : say("desk-held-by", { name: shown.holder })}</p>
      {shown.mayRelease && (
        <DeskForm csrf={page.csrf} action={`/desk/case/${number}/release`}>
          <button type="submit" class="second small">
            {say("desk-release")}
          </button>
        </DeskForm>
      )}
    </>
  );
}

function Similar({ page, similar }: { page: DeskPage; similar: Case[] }) {
  const say = page.messages[page.language];
  const shown = similar.slice(0, 10);
  return (
    <>
      <h3 class="small-title">{say("desk-similar-count", { count: similar.length })}</h3>
      <p class="soft">{say("desk-similar-hint")}</p>
      <ul class="plain">
        {shown.map(({ number, question, language }) => (
          <li key={number}>
            <a href={`/desk/case/${number}`} lang={language}>
              {question ?? say("desk-erased")}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
