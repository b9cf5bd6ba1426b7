import { LANGUAGES } from "../../corpus/passage.ts";
import type { Announcement, AnnouncementKind } from "../../desk/announcements.ts";
import { LONGEST_ANNOUNCEMENT } from "../../desk/announcements.ts";
import type { Say } from "../../messages/messages.ts";
import { sayTime } from "../days.ts";
import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";
import { Told } from "./queue-page.tsx";

export interface AnnouncementsShown {
  list: Announcement[];
  now: number;
  told: string | null;
  /** What was typed, when it was refused. */
  typed: Record<string, string>;
}

/** The notice above every answer, and the switch that pauses them. */
export function renderAnnouncements(page: DeskPage, shown: AnnouncementsShown): string {
  const say = page.messages[page.language];
  const paused = shown.list.some((each) => each.kind === "pause" && stateOf(each, shown.now) === "now");
  return renderPage(
    <DeskFrame {...page} title={say("desk-announcements")}>
      <h1>{say("desk-announcements")}</h1>
      <Told text={shown.told} />
      {paused && <p class="alarm slim">{say("announce-paused-now")}</p>}
      <List page={page} shown={shown} />
      <NewAnnouncement page={page} kind="notice" typed={shown.typed} />
      <NewAnnouncement page={page} kind="pause" typed={shown.typed} />
    </DeskFrame>,
  );
}

function List({ page, shown }: { page: DeskPage; shown: AnnouncementsShown }) {
  const say = page.messages[page.language];
  if (shown.list.length === 0) return <p>{say("announce-none")}</p>;
  return (
    <ul class="cases">
      {shown.list.map((each) => {
        const state = stateOf(each, shown.now);
        return (
          <li key={each.id} class="case">
            <p class="facts">
              <strong>{say(`announce-${each.kind}`)}</strong>
              <span class="tag">{say(`announce-state-${state}`)}</span>
              <span>{sayPeriod(each, say, page)}</span>
              <span>{each.by}</span>
            </p>
            {LANGUAGES.filter((language) => each.texts[language] !== "").map((language) => (
              <p key={language} lang={language} class="said">
                {each.texts[language]}
              </p>
            ))}
            {state !== "over" && (
              <DeskForm csrf={page.csrf} action={`/desk/announcements/${each.id}/end`} class="inline">
                <button type="submit" class="second small">
                  {say(each.kind === "pause" ? "announce-resume" : "announce-end")}
                </button>
              </DeskForm>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function NewAnnouncement(props: { page: DeskPage; kind: AnnouncementKind; typed: Record<string, string> }) {
  const { page, kind } = props;
  const say = page.messages[page.language];
  const typed = props.typed.kind === kind ? props.typed : {};
  return (
    <section>
      <h2>{say(`announce-new-${kind}`)}</h2>
      <p class="soft">{say(`announce-hint-${kind}`)}</p>
      <DeskForm csrf={page.csrf} action="/desk/announcements">
        <input type="hidden" name="kind" value={kind} />
        {LANGUAGES.map((language) => (
          <p key={language}>
            <label for={`${kind}-${language}`}>{page.messages[language]("language-name")}</label>
            <textarea id={`${kind}-${language}`} name={language} lang={language} maxLength={LONGEST_ANNOUNCEMENT}>
              {typed[language] ?? ""}
            </textarea>
          </p>
        ))}
        <div class="dates">
          <When id={`${kind}-from`} name="from" label={say("announce-from")} value={typed.from ?? ""} />
          <When id={`${kind}-until`} name="until" label={say("announce-until")} value={typed.until ?? ""} />
        </div>
        <button type="submit">{say(`announce-add-${kind}`)}</button>
      </DeskForm>
    </section>
  );
}

function When({ id, name, label, value }: { id: string; name: string; label: string; value: string }) {
  return (
    <p>
      <label for={id}>{label}</label>
      <input id={id} name={name} type="datetime-local" value={value} />
    </p>
  );
}

function stateOf({ startsAt, endsAt }: Announcement, now: number): "now" | "later" | "over" {
  if (endsAt !== null && endsAt <= now) return "over";
  return startsAt > now ? "later" : "now";
}

function sayPeriod({ startsAt, endsAt }: Announcement, say: Say, { language }: DeskPage): string {
  const from = sayTime(startsAt, language);
  return endsAt === null
    ? say("announce-since", { from })
    : say("announce-period", { from, until: sayTime(endsAt, language) });
}
