import { LANGUAGES } from "../../corpus/passage.ts";
import { LONGEST_REPLY } from "../../desk/replies.ts";
import type { Named } from "../hand-off-pages.tsx";
import type { CaseShown } from "./case-shown.ts";
import { DeskForm, type DeskPage } from "./frame.tsx";

/** Passages in sight; the others are a click away. */
const SHOWN_AT_ONCE = 3;

/** The form of whoever holds the case: a text a language, and the passages to attach. */
export function Write({ page, shown }: { page: DeskPage; shown: CaseShown }) {
  const say = page.messages[page.language];
  const { case: current, reply } = shown;
  const texts = shown.unsaved ?? reply?.texts;
  const attached = reply?.passages ?? [];
  const isNear = ({ passage }: Named, position: number) => position < SHOWN_AT_ONCE || attached.includes(passage.id);
  const near = shown.found.filter(isNear);
  const far = shown.found.filter((each, position) => !isNear(each, position));
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
      {attached.map((id) => (
        <input key={id} type="hidden" name="passages" value={id} />
      ))}
      <div class="buttons">
        <button type="submit" name="next" value="preview">
          {say("desk-preview")}
        </button>
        <button type="submit" name="next" value="stay" class="second">
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
      <h3 class="small-title">{say("desk-found")}</h3>
      {shown.found.length === 0 && <p>{say("handoff-found-nothing")}</p>}
      <Found page={page} attached={attached} found={near} />
      {far.length > 0 && (
        <details>
          <summary>{say("desk-found-more", { count: far.length })}</summary>
          <Found page={page} attached={attached} found={far} />
        </details>
      )}
    </DeskForm>
  );
}

function Found({ page, attached, found }: { page: DeskPage; attached: string[]; found: Named[] }) {
  const say = page.messages[page.language];
  return (
    <ul class="found">
      {found.map(({ passage, symbol }) => (
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

/** What was written, for whoever may not write now. */
export function Written({ page, shown }: { page: DeskPage; shown: CaseShown }) {
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
