import type { ComponentChildren } from "preact";
import { LANGUAGES } from "../../corpus/passage.ts";
import { mayActAs } from "../../desk/accounts.ts";
import type { Session } from "../../desk/sessions.ts";
import type { Say } from "../../messages/messages.ts";
import type { PageParts } from "../frame.tsx";

/** What every page of the desk needs. */
export interface DeskPage extends PageParts {
  session: Session | null;
  csrf: string;
  /** The path of this page with its query, for the links to its other languages. */
  path: string;
  /** Number of the last change, for the script that asks for news; of one case where the page is about it. */
  pulse: number;
  /** The case's number, or null. */
  about: string | null;
}

export function DeskFrame({ title, children, ...page }: DeskPage & { title: string; children: ComponentChildren }) {
  const { language, messages, style, session } = page;
  const say = messages[language];
  const withLanguage = `${page.path}${page.path.includes("?") ? "&" : "?"}lang=`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${say("desk-name")}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
        <script src="/desk/desk.js" defer />
      </head>
      <body class="desk" data-pulse={page.pulse} data-about={page.about}>
        <a class="skip" href="#main">
          {say("desk-skip")}
        </a>
        <header>
          <a class="name" href="/desk">
            {say("desk-name")}
          </a>
          <nav aria-label={say("language-choose")}>
            {LANGUAGES.map((other) => (
              <a
                key={other}
                href={withLanguage + other}
                lang={other}
                hreflang={other}
                {...(other === language ? { "aria-current": "true" as const } : {})}
              >
                {messages[other]("language-name")}
              </a>
            ))}
          </nav>
          {session && <StaffLine page={page} session={session} />}
        </header>
        <main id="main">{children}</main>
      </body>
    </html>
  );
}

function StaffLine({ page, session }: { page: DeskPage; session: Session }) {
  const say = page.messages[page.language];
  const { name, role } = session.account;
  return (
    <div class="staff">
      <nav aria-label={say("desk-menu")}>
        <a href="/desk">{say("desk-queue")}</a>
        {mayActAs(role, "editor") && <a href="/desk/approvals">{say("desk-approvals")}</a>}
        {mayActAs(role, "editor") && <a href="/desk/learn">{say("desk-learn")}</a>}
        {mayActAs(role, "editor") && <a href="/desk/figures">{say("desk-figures")}</a>}
        {mayActAs(role, "editor") && <a href="/desk/documents">{say("documents-title")}</a>}
        {mayActAs(role, "supervisor") && <a href="/desk/announcements">{say("desk-announcements")}</a>}
        {mayActAs(role, "supervisor") && <a href="/desk/audit">{say("desk-audit")}</a>}
      </nav>
      <form method="post" action="/desk/logout">
        <input type="hidden" name="csrf" value={page.csrf} />
        <span class="soft">
          {name} · {say(`desk-role-${role}`)}
        </span>
        <button type="submit" class="second small">
          {say("desk-logout")}
        </button>
      </form>
    </div>
  );
}

/** Who made a change: a name of the staff, or the words for those that have none. */
export function sayActor(say: Say, account: string): string {
  return ["asker", "kenes", "operator"].includes(account) ? say(`desk-actor-${account}`) : account;
}

export function DeskForm({
  csrf,
  action,
  children,
  ...rest
}: {
  csrf: string;
  action: string;
  id?: string;
  class?: string;
  children: ComponentChildren;
}) {
  return (
    <form method="post" action={action} {...rest}>
      <input type="hidden" name="csrf" value={csrf} />
      {children}
    </form>
  );
}
