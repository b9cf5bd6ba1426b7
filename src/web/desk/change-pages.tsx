import type { Corpus } from "../../corpus/corpus.ts";
import { LANGUAGES } from "../../corpus/passage.ts";
import { chooseText } from "../../desk/case.ts";
import type { CentreRecord } from "../../desk/centre-answers.ts";
import type { Published } from "../../desk/centre-document.ts";
import type { Change } from "../../desk/change-store.ts";
import { type Erratum, LONGEST_WHY } from "../../desk/corrections.ts";
import type { Received } from "../../desk/receivers.ts";
import { sayDay, sayTime } from "../days.ts";
import { Both, Place } from "../errata-page.tsx";
import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage, sayActor } from "./frame.tsx";
import { Told } from "./queue-page.tsx";

export interface LearnShown {
  entries: CentreRecord[];
  recent: Change[];
  /** The number below which older changes are; null when there are none. */
  older: number | null;
  superseded: Change[];
  corpus: Corpus;
  told: string | null;
}

/** What the centre has taught Kenes: its answers, a way to each passage, the latest changes. */
export function renderLearn(page: DeskPage, shown: LearnShown): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("desk-learn")}>
      <h1>{say("desk-learn")}</h1>
      <Told text={shown.told} />
      <form action="/desk/mend" method="get" class="find">
        <label for="passage">{say("desk-mend-find")}</label>
        <input id="passage" name="passage" maxLength={80} autocomplete="off" placeholder="123" />
        <button type="submit" class="second">
          {say("desk-find-button")}
        </button>
      </form>
      <h2>{say("desk-centre-answers")}</h2>
      {shown.entries.length === 0 && <p>{say("desk-centre-none")}</p>}
      <ul class="cases">
        {shown.entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} page={page} />
        ))}
      </ul>
      {shown.superseded.length > 0 && <h2>{say("desk-superseded")}</h2>}
      <ChangeList changes={shown.superseded} page={page} />
      <h2>{say("desk-changes")}</h2>
      <ChangeList changes={shown.recent} page={page} />
      <p class="pages">
        {shown.older !== null && <a href={`/desk/learn?before=${shown.older}`}>{say("desk-changes-older")}</a>}
        <a href="/desk/changes.csv">{say("figures-csv")}</a>
      </p>
    </DeskFrame>,
  );
}

function EntryRow({ entry, page }: { entry: CentreRecord; page: DeskPage }) {
  const say = page.messages[page.language];
  const { id, published, change } = entry;
  const shown = published ?? (change.before as Published);
  const text = shown.texts[chooseText(shown.texts, page.language, shown.lead)];
  return (
    <li class="case">
      <a class="question" href={`/desk/${id}`}>
        {text.slice(0, 140)}
      </a>
      <p class="facts">
        {published === null && <strong>{say("desk-centre-withdrawn")}</strong>}
        <span>{say("desk-centre-from", { day: sayDay(shown.from, page.language) })}</span>
        {shown.until !== null && <span>{say("centre-until", { day: sayDay(shown.until, page.language) })}</span>}
      </p>
    </li>
  );
}

export function ChangeList({ changes, page }: { changes: Change[]; page: DeskPage }) {
  const say = page.messages[page.language];
  return (
    <ul class="audit">
      {changes.map(({ id, at, account, kind, subject, language, undoes }) => (
        <li key={id}>
          <a href={`/desk/change/${id}`}>
            {say(`errata-kind-${kind}`)} {subject} {language !== "all" && say(`errata-language-${language}`)}
          </a>{" "}
          <span class="soft">
            {sayTime(at, page.language)} · {sayActor(say, account)}
            {undoes !== null && ` · ${say("desk-did-undone")}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

export interface ChangeShown {
  change: Change;
  days: number;
  corpus: Corpus;
  erratum: Erratum | undefined;
  received: Received;
  notices: { told: number; waiting: number };
  /** It is the latest of its subject and can be taken back. */
  latest: boolean;
  told: string | null;
}

/** One change: before and after, who received it, and what can be done about it. */
export function renderChange(page: DeskPage, shown: ChangeShown): string {
  const say = page.messages[page.language];
  const { change, corpus } = shown;
  return renderPage(
    <DeskFrame {...page} title={say("desk-change", { id: change.id })}>
      <h1>{say("desk-change", { id: change.id })}</h1>
      <Told text={shown.told} />
      <h2 class="small-title">
        <Place change={change} corpus={corpus} say={say} language={page.language} />
      </h2>
      <p class="soft">
        {sayTime(change.at, page.language)} · {sayActor(say, change.account)}
      </p>
      <Both change={change} corpus={corpus} say={say} language={page.language} />
      {shown.latest && (
        <DeskForm csrf={page.csrf} action={`/desk/change/${change.id}/undo`}>
          <button type="submit" class="second">
            {say("desk-undo")}
          </button>
        </DeskForm>
      )}
      {change.kind !== "questions" && <Correction page={page} shown={shown} />}
      <p>
        <a href="/desk/learn">{say("desk-learn")}</a>
      </p>
    </DeskFrame>,
  );
}

function Correction({ page, shown }: { page: DeskPage; shown: ChangeShown }) {
  const say = page.messages[page.language];
  const { change, days, received, erratum, notices } = shown;
  const pages = received.receivers.filter(({ channel }) => channel === "web").length;
  return (
    <section>
      <h2>{say("desk-received")}</h2>
      <p>{say("desk-received-count", { days, chats: received.receivers.length - pages, pages })}</p>
      <p class="soft">{say("desk-received-anonymous", { count: received.anonymous })}</p>
      <form method="get" action={`/desk/change/${change.id}`} class="find">
        <label for="days">{say("desk-received-days")}</label>
        <input id="days" name="days" inputMode="numeric" maxLength={2} value={String(days)} />
        <button type="submit" class="second">
          {say("desk-received-look")}
        </button>
      </form>
      {erratum === undefined ? (
        <DeskForm csrf={page.csrf} action={`/desk/change/${change.id}/list`}>
          <h3>{say("desk-list")}</h3>
          <p class="soft">{say("desk-list-hint")}</p>
          {LANGUAGES.map((language) => (
            <div key={language}>
              <label for={`why-${language}`}>{page.messages[language]("language-name")}</label>
              <textarea id={`why-${language}`} name={language} lang={language} rows={2} maxLength={LONGEST_WHY} />
            </div>
          ))}
          <button type="submit">{say("desk-list-button")}</button>
        </DeskForm>
      ) : (
        <>
          <p>
            {say("desk-listed")} <a href={`/errata?lang=${page.language}`}>{say("errata-title")}</a>
          </p>
          <p>{say("desk-told-count", { told: notices.told, waiting: notices.waiting })}</p>
          <DeskForm csrf={page.csrf} action={`/desk/change/${change.id}/tell`}>
            <input type="hidden" name="days" value={String(days)} />
            <button type="submit">{say("desk-tell", { count: received.receivers.length })}</button>
          </DeskForm>
        </>
      )}
    </section>
  );
}
