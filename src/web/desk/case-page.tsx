import { LANGUAGES } from "../../corpus/passage.ts";
import type { AuditEntry } from "../../desk/audit.ts";
import type { Case, Note } from "../../desk/case.ts";
import { LONGEST_REPLY } from "../../desk/replies.ts";
import type { Reply } from "../../desk/reply-store.ts";
import { sayDay, sayTime } from "../days.ts";
import type { Named } from "../hand-off-pages.tsx";
import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";
import { Told } from "./queue-page.tsx";

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
          {writes ? <Write page={page} shown={shown} /> : <Written page={page} shown={shown} />}
        </section>
      </div>
      <details>
        <summary>{say("desk-history")}</summary>
        <ul>
          {shown.history.map(({ id, at, account, action, detail }) => (
            <li key={id}>
              {sayTime(at, page.language)} · {account} · {say(`desk-did-${action}`)}{" "}
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
      <h3>{say("desk-similar-count", { count: similar.length })}</h3>
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

function Write({ page, shown }: { page: DeskPage; shown: CaseShown }) {
  const say = page.messages[page.language];
  const { case: current, reply } = shown;
  const texts = shown.unsaved ?? reply?.texts;
  const order = [current.language, ...LANGUAGES.filter((language) => language !== current.language)];
  return (
    <DeskForm csrf={page.csrf} action={`/desk/case/${current.number}/draft`} id="draft">
      <input type="hidden" name="version" value={String(reply?.version ?? 0)} />
      {order.map((language) => (
        <div key={language}>
          <label for={`text-${language}`}>
            {say("desk-text-in", { language: page.messages[language]("language-name") })}
          </label>
          <textarea
            id={`text-${language}`}
            name={language}
            lang={language}
            rows={language === current.language ? 9 : 4}
            maxLength={LONGEST_REPLY}
          >
            {texts?.[language] ?? ""}
          </textarea>
        </div>
      ))}
      <p class="soft">{say("desk-text-hint")}</p>
      {(reply?.passages ?? []).map((id) => (
        <input key={id} type="hidden" name="passages" value={id} />
      ))}
      <div class="buttons">
        <button type="submit" name="then" value="preview">
          {say("desk-preview")}
        </button>
        <button type="submit" name="then" value="stay" class="second">
          {say("desk-save")}
        </button>
        <span
          id="saved"
          role="status"
          class="soft"
          data-saved={say("desk-saved")}
          data-failed={say("desk-not-saved")}
        />
      </div>
      <h3>{say("desk-found")}</h3>
      {shown.found.length === 0 && <p>{say("handoff-found-nothing")}</p>}
      <Found page={page} shown={shown} />
    </DeskForm>
  );
}

function Found({ page, shown }: { page: DeskPage; shown: CaseShown }) {
  const say = page.messages[page.language];
  const attached = shown.reply?.passages ?? [];
  return (
    <ul class="found">
      {shown.found.map(({ passage, symbol }) => (
        <li key={passage.id} class={attached.includes(passage.id) ? "attached" : ""}>
          <p class="place">
            <a href={`/passage/${passage.id}?lang=${page.language}`}>
              {symbol} · {(passage.places[page.language] ?? passage.place).at(-1)}
            </a>
          </p>
          <p>{passage.renderings[page.language]?.text ?? passage.text}</p>
          <button
            type="submit"
            class="second small"
            name={attached.includes(passage.id) ? "detach" : "attach"}
            value={passage.id}
          >
            {say(attached.includes(passage.id) ? "desk-detach" : "desk-attach")}
            <span class="unseen"> {passage.id}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Written({ page, shown }: { page: DeskPage; shown: CaseShown }) {
  const say = page.messages[page.language];
  const { reply } = shown;
  const written = reply ? LANGUAGES.filter((language) => reply.texts[language] !== "") : [];
  if (!reply || written.length === 0) return <p>{say(shown.own ? "desk-no-reply" : "desk-claim-to-write")}</p>;
  return (
    <>
      {written.map((language) => (
        <p key={language} class="said" lang={language}>
          {reply.texts[language]}
        </p>
      ))}
      {reply.state === "waiting" && shown.own && (
        <DeskForm csrf={page.csrf} action={`/desk/reply/${reply.id}/return`}>
          <button type="submit" class="second small">
            {say("desk-withdraw")}
          </button>
        </DeskForm>
      )}
    </>
  );
}
