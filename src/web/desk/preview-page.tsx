import { LANGUAGES, type Language } from "../../corpus/passage.ts";
import type { Recipient } from "../../desk/replies.ts";
import type { Reply } from "../../desk/reply-store.ts";
import type { Named } from "../hand-off-pages.tsx";
import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";
import { Told } from "./queue-page.tsx";

export interface PreviewShown {
  number: string;
  reply: Reply;
  recipients: Recipient[];
  attached: Named[];
  /** A second person lets it out. */
  approval: boolean;
  told: string | null;
}

/** What each asker will get, before it goes. */
export function renderPreview(page: DeskPage, shown: PreviewShown): string {
  const say = page.messages[page.language];
  const { number, reply, recipients } = shown;
  return renderPage(
    <DeskFrame {...page} title={say("desk-preview")}>
      <h1>{say("desk-preview")}</h1>
      <Told text={shown.told} />
      <Texts page={page} reply={reply} attached={shown.attached} />
      <DeskForm csrf={page.csrf} action={`/desk/case/${number}/send`}>
        <input type="hidden" name="version" value={String(reply.version)} />
        <fieldset>
          <legend>{say("desk-recipients", { count: recipients.length })}</legend>
          <ul class="recipients">
            {recipients.map((recipient) => (
              <RecipientLine key={recipient.case.id} page={page} recipient={recipient} lead={number} />
            ))}
          </ul>
        </fieldset>
        <div class="buttons">
          <button type="submit">{say(shown.approval ? "desk-submit" : "desk-send")}</button>
          <a href={`/desk/case/${number}`}>{say("desk-change-text")}</a>
        </div>
        <p class="soft">{say(shown.approval ? "desk-submit-hint" : "desk-send-hint")}</p>
      </DeskForm>
    </DeskFrame>,
  );
}

/** The reply in every language it is written in, and its attached passages. */
export function Texts({ page, reply, attached }: { page: DeskPage; reply: Reply; attached: Named[] }) {
  const say = page.messages[page.language];
  const written = LANGUAGES.filter((language) => reply.texts[language] !== "");
  return (
    <>
      {written.map((language) => (
        <article key={language}>
          <h2>{page.messages[language]("language-name")}</h2>
          <p class="said" lang={language}>
            {reply.texts[language]}
          </p>
        </article>
      ))}
      {attached.length > 0 && <h2>{say("case-attached")}</h2>}
      <ul class="plain">
        {attached.map(({ passage, symbol }) => (
          <li key={passage.id}>
            <a href={`/passage/${passage.id}?lang=${page.language}`}>
              {symbol} · {(passage.places[page.language] ?? passage.place).at(-1)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function RecipientLine({ page, recipient, lead }: { page: DeskPage; recipient: Recipient; lead: string }) {
  const say = page.messages[page.language];
  const { number, question, language, channel } = recipient.case;
  const id = `to-${number}`;
  return (
    <li>
      {number === lead ? (
        <input type="hidden" name="to" value={number} />
      ) : (
        <input
          type="checkbox"
          id={id}
          name="to"
          value={number}
          checked={recipient.holder === null}
          disabled={recipient.holder !== null}
        />
      )}
      <label for={number === lead ? undefined : id}>
        <span lang={language}>{question ?? say("desk-erased")}</span>
        <span class="facts">
          <strong>{number}</strong>
          <span>{say(`desk-channel-${channel}`)}</span>
          <span>{sayLanguage(page, language, recipient.textLanguage)}</span>
          {recipient.holder !== null && <span class="late">{say("desk-held-by", { name: recipient.holder })}</span>}
        </span>
      </label>
    </li>
  );
}

function sayLanguage(page: DeskPage, asked: Language, got: Language): string {
  const say = page.messages[page.language];
  const name = (language: Language) => page.messages[language]("language-name");
  return asked === got ? name(asked) : say("desk-other-language", { asked: name(asked), got: name(got) });
}
