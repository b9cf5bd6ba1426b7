import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";

/** `trouble` is a sentence, or null on the first try. */
export function renderLogin(page: DeskPage, { name, trouble }: { name: string; trouble: string | null }): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("desk-login")}>
      <h1>{say("desk-login")}</h1>
      {trouble !== null && (
        <p role="alert" class="alarm">
          {trouble}
        </p>
      )}
      <DeskForm csrf={page.csrf} action="/desk/login" class="narrow">
        <label for="name">{say("desk-login-name")}</label>
        <input
          id="name"
          name="name"
          autocomplete="username"
          autocapitalize="none"
          maxLength={40}
          required
          value={name}
        />
        <label for="password">{say("desk-login-password")}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" maxLength={200} required />
        <button type="submit">{say("desk-login-button")}</button>
      </DeskForm>
      <p class="soft">{say("desk-login-help")}</p>
    </DeskFrame>,
  );
}

/** A page that says one sentence. */
export function renderDeskNotice(page: DeskPage, text: string): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={text}>
      <h1 role="alert">{text}</h1>
      <p>
        <a href="/desk">{say("desk-back")}</a>
      </p>
    </DeskFrame>,
  );
}
