import { LANGUAGES } from "../../corpus/passage.ts";
import type { Shelved } from "../../library/library.ts";
import type { Given } from "../../library/naming.ts";
import type { Plan } from "../../library/preview.ts";
import { summarise } from "../../library/summary.ts";
import type { Say } from "../../messages/messages.ts";
import { sayDate } from "../days.ts";
import { renderPage } from "../pages.tsx";
import { ChangesPart } from "./changes-part.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";
import { Told } from "./queue-page.tsx";

export interface DocumentsShown {
  /** Those that came with Kenes. */
  own: { id: string; symbol: string; title: string; date: string; passages: number }[];
  shelved: Shelved[];
  /** Share that is taken in, 0 to 1; null when nothing is on its way. */
  indexing: number | null;
  told: string | null;
  /** Why an upload was refused, and what was typed with it. */
  trouble: string | null;
  typed: Given;
}

/** The documents, and the form that adds one. */
export function renderDocuments(page: DeskPage, shown: DocumentsShown): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("documents-title")}>
      <h1>{say("documents-title")}</h1>
      <Told text={shown.told} />
      {shown.trouble !== null && (
        <p role="alert" class="alarm">
          {shown.trouble}
        </p>
      )}
      <p>{say("documents-intro")}</p>
      <Indexing share={shown.indexing} say={say} />
      <ul class="cases">
        {shown.own.map(({ id, symbol, title, date, passages }) => (
          <li key={id} class="case">
            <p class="facts">
              <strong>{title}</strong>
              <span>{symbol}</span>
              <span>{date}</span>
              <span>{say("documents-passages", { count: passages })}</span>
              <span class="tag">{say("documents-own")}</span>
            </p>
          </li>
        ))}
        {shown.shelved.map((each) => (
          <Row key={each.id} page={page} shelved={each} />
        ))}
      </ul>
      {shown.shelved.length === 0 && <p class="soft">{say("documents-none")}</p>}
      <Upload page={page} typed={shown.typed} />
    </DeskFrame>,
  );
}

/** How far it is; the page looks again by itself, without a script. */
function Indexing({ share, say }: { share: number | null; say: Say }) {
  if (share === null) return null;
  return (
    <div role="status" class="told">
      <meta http-equiv="refresh" content="5;url=/desk/documents" />
      <p>{say("documents-indexing", { percent: Math.round(share * 100) })}</p>
      <progress value={share} max={1} />
    </div>
  );
}

function Row({ page, shelved }: { page: DeskPage; shelved: Shelved }) {
  const say = page.messages[page.language];
  const { id, removed, description, editions } = shelved;
  const last = editions.at(-1);
  return (
    <li class="case">
      <p class="facts">
        <strong>{description.titles[page.language]}</strong>
        <span>{description.symbol}</span>
        <span>{id}</span>
        <span>{description.date}</span>
        <span>{say("documents-passages", { count: last?.passages ?? 0 })}</span>
        {removed !== null && (
          <span class="tag">{say("documents-removed", { day: sayDate(Date.parse(removed), page.language) })}</span>
        )}
      </p>
      {editions.length > 1 && (
        <details>
          <summary>{say("documents-editions")}</summary>
          <ul>
            {editions.map(({ edition, date, added }, position) => (
              <li key={edition}>
                {say("documents-edition-line", { date, day: sayDate(Date.parse(added), page.language) })}
                {position > 0 && (
                  <>
                    {" "}
                    <a href={`/desk/documents/${id}/diff?edition=${edition.slice(7, 23)}`}>{say("documents-diff")}</a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      <DeskForm
        csrf={page.csrf}
        action={`/desk/documents/${id}/${removed === null ? "remove" : "restore"}`}
        class="inline"
      >
        {removed === null && <p class="soft">{say("documents-remove-sure")}</p>}
        <button type="submit" class="second small">
          {say(removed === null ? "documents-remove" : "documents-restore")}
        </button>
      </DeskForm>
    </li>
  );
}

const FIELDS = ["title", "symbol", "date", "publisher", "id"] as const;

function Upload({ page, typed }: { page: DeskPage; typed: Given }) {
  const say = page.messages[page.language];
  return (
    <form method="post" action="/desk/documents/look" enctype="multipart/form-data" class="narrow">
      <input type="hidden" name="csrf" value={page.csrf} />
      <h2>{say("documents-add")}</h2>
      <label for="file">{say("documents-file")}</label>
      <input id="file" name="file" type="file" required accept=".docx,.pdf,.html,.htm,.odt,.md,.txt" />
      <p class="soft">{say("documents-optional")}</p>
      {FIELDS.map((field) => (
        <p key={field}>
          <label for={field}>{say(`documents-field-${field}`)}</label>
          <input
            id={field}
            name={field}
            value={typed[field] ?? ""}
            maxLength={300}
            placeholder={placeholderOf(field)}
          />
        </p>
      ))}
      <p>
        <label for="language">{say("documents-field-language")}</label>
        <select id="language" name="language">
          <option value="">{say("documents-found-out")}</option>
          {LANGUAGES.map((language) => (
            <option key={language} value={language} selected={typed.language === language}>
              {page.messages[language]("language-name")}
            </option>
          ))}
        </select>
      </p>
      <button type="submit">{say("documents-look")}</button>
    </form>
  );
}

function placeholderOf(field: (typeof FIELDS)[number]): string {
  return field === "date" ? "2024-05-31" : "";
}

/** What was understood of a file, before it goes in. */
export function renderLook(page: DeskPage, { plan, token }: { plan: Plan; token: string }): string {
  const say = page.messages[page.language];
  const { description, read, replaces, guessed, notes } = plan;
  const summary = summarise(plan);
  const remarks = [
    ...read.remarks.map(({ code, values }) => say(`reading-remark-${code}`, values)),
    ...guessed.map((what) => say(`library-guessed-${what}`)),
    ...notes.map(({ code, values }) => say(`library-note-${code}`, values)),
  ];
  return renderPage(
    <DeskFrame {...page} title={say("documents-look-title")}>
      <h1>{say("documents-look-title")}</h1>
      <p>{replaces ? say("documents-is-edition", { id: plan.id }) : `${say("documents-is-new")}: ${plan.id}`}</p>
      <p class="facts">
        <strong>{description.titles[page.language]}</strong>
        <span>{description.symbol}</span>
        <span>{page.messages[description.language]("language-name")}</span>
        <span>{description.date}</span>
        <span>{read.format}</span>
        {read.pages !== null && <span>{say("documents-pages", { count: read.pages })}</span>}
        <span>{say("documents-passages", { count: summary.passages })}</span>
      </p>
      {remarks.length > 0 && (
        <>
          <h2>{say("documents-remarks")}</h2>
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </>
      )}
      {replaces && (
        <>
          <h2>{say("documents-changes")}</h2>
          <ChangesPart changes={replaces.changes} say={say} />
        </>
      )}
      <h2>{say("documents-first")}</h2>
      {summary.first.map(({ id, place, text }) => (
        <blockquote key={id} lang={description.language}>
          <p class="soft">{[...place, id].join(" › ")}</p>
          <p>{text.length > 600 ? `${text.slice(0, 600)}…` : text}</p>
        </blockquote>
      ))}
      <h2>{say("documents-outline")}</h2>
      {summary.outline.length === 0 && <p>{say("documents-outline-none")}</p>}
      <ul class="plain">
        {summary.outline.map(({ heading, depth }, position) => (
          <li key={position} lang={description.language}>
            {"— ".repeat(depth)}
            {heading}
          </li>
        ))}
        {summary.outlineMore > 0 && <li>{say("documents-more", { count: summary.outlineMore })}</li>}
      </ul>
      <DeskForm csrf={page.csrf} action="/desk/documents/put-in" class="inline">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="replaces" value={replaces?.edition ?? ""} />
        <button type="submit">{say("documents-put-in")}</button>
      </DeskForm>
      <DeskForm csrf={page.csrf} action="/desk/documents/discard" class="inline">
        <input type="hidden" name="token" value={token} />
        <button type="submit" class="second">
          {say("documents-discard")}
        </button>
      </DeskForm>
    </DeskFrame>,
  );
}
