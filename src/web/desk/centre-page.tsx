import { LANGUAGES } from "../../corpus/passage.ts";
import type { CentreRecord, Wanted } from "../../desk/centre-answers.ts";
import { LONGEST_REPLY } from "../../desk/replies.ts";
import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";
import { Told } from "./queue-page.tsx";

export interface CentreForm {
  wanted: Wanted;
  made: { reply: number } | { entry: CentreRecord };
  told: string | null;
  /** Pieces of the texts and wordings that may point to a person. */
  hints: string[];
}

/** A centre's answer: its texts, the wordings it is found by, and its days. */
export function renderCentreForm(page: DeskPage, { wanted, made, told, hints }: CentreForm): string {
  const say = page.messages[page.language];
  const entry = "entry" in made ? made.entry : null;
  const action = entry ? `/desk/${entry.id}` : "/desk/centre";
  const withdrawn = entry !== null && entry.published === null;
  return renderPage(
    <DeskFrame {...page} title={say("desk-publish")}>
      <h1>{say("desk-publish")}</h1>
      <Told text={told} />
      <p>{say("desk-publish-intro")}</p>
      {entry && (
        <p>
          <a href={`/desk/change/${entry.change.id}`}>{say("desk-change", { id: entry.change.id })}</a>
        </p>
      )}
      {withdrawn && <p class="alarm slim">{say("desk-centre-withdrawn")}</p>}
      <DeskForm csrf={page.csrf} action={action}>
        {"reply" in made && <input type="hidden" name="reply" value={String(made.reply)} />}
        {entry && <input type="hidden" name="version" value={String(entry.change.id)} />}
        {wanted.passages.map((id) => (
          <input key={id} type="hidden" name="passages" value={id} />
        ))}
        {LANGUAGES.map((language) => (
          <fieldset key={language}>
            <legend>{page.messages[language]("language-name")}</legend>
            <label for={`text-${language}`}>{say("desk-reply")}</label>
            <textarea id={`text-${language}`} name={language} lang={language} rows={5} maxLength={LONGEST_REPLY}>
              {wanted.texts[language]}
            </textarea>
            <label for={`asked-${language}`}>{say("desk-wordings")}</label>
            <textarea id={`asked-${language}`} name={`asked-${language}`} lang={language} rows={4} maxLength={6000}>
              {wanted.wordings[language].join("\n")}
            </textarea>
          </fieldset>
        ))}
        <p class="soft">{say("desk-wordings-hint")}</p>
        <p class="alarm slim">
          {say("desk-personal-hint")} {hints.length > 0 && say("desk-personal-found", { found: hints.join(", ") })}
        </p>
        <label class="choice">
          <input type="checkbox" name="read" value="yes" required /> {say("desk-personal-read")}
        </label>
        <label for="from">{say("desk-from")}</label>
        <input id="from" name="from" type="date" required value={wanted.from} />
        <label for="until">{say("desk-until")}</label>
        <input id="until" name="until" type="date" value={wanted.until ?? ""} />
        {!withdrawn && (
          <p>
            <button type="submit">{say("desk-publish-button")}</button>
          </p>
        )}
      </DeskForm>
      {entry && !withdrawn && (
        <DeskForm csrf={page.csrf} action={`/desk/${entry.id}/withdraw`}>
          <input type="hidden" name="version" value={String(entry.change.id)} />
          <button type="submit" class="second">
            {say("desk-withdraw-centre")}
          </button>
        </DeskForm>
      )}
    </DeskFrame>,
  );
}
