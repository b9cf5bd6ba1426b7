import type { AuditEntry } from "../../desk/audit.ts";
import type { Case } from "../../desk/case.ts";
import type { Reply, WaitingReply } from "../../desk/reply-store.ts";
import { sayTime } from "../days.ts";
import type { Named } from "../hand-off-pages.tsx";
import { renderPage } from "../pages.tsx";
import { DeskForm, DeskFrame, type DeskPage, sayActor } from "./frame.tsx";
import { Texts } from "./preview-page.tsx";
import { Told } from "./queue-page.tsx";

/** Replies that wait for a second person, oldest first. */
export function renderApprovals(page: DeskPage, { waiting, told }: { waiting: WaitingReply[]; told: string | null }) {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("desk-approvals")}>
      <h1>{say("desk-approvals")}</h1>
      <Told text={told} />
      <div id="live">
        {waiting.length === 0 && <p>{say("desk-empty-approvals")}</p>}
        <ul class="cases">
          {waiting.map(({ id, number, author, changedAt, recipients }) => (
            <li key={id} class="case">
              <a class="question" href={`/desk/reply/${id}`}>
                {say("case-title", { number })}
              </a>
              <p class="facts">
                <span>{say("desk-written-by", { name: author })}</span>
                <span>{sayTime(changedAt, page.language)}</span>
                <span>{say("desk-recipients", { count: recipients })}</span>
              </p>
            </li>
          ))}
        </ul>
      </div>
    </DeskFrame>,
  );
}

export interface ApprovalShown {
  reply: Reply;
  author: string;
  recipients: Case[];
  attached: Named[];
  /** The reader may let it out: not their own. */
  may: boolean;
}

export function renderApproval(page: DeskPage, { reply, author, recipients, attached, may }: ApprovalShown): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("desk-approve")}>
      <h1>{say("desk-approve")}</h1>
      <p class="soft">{say("desk-written-by", { name: author })}</p>
      <h2>{say("desk-recipients", { count: recipients.length })}</h2>
      <ul class="recipients">
        {recipients.map(({ id, number, question, language, channel }) => (
          <li key={id}>
            <span lang={language}>{question ?? say("desk-erased")}</span>
            <span class="facts">
              <strong>{number}</strong>
              <span>{say(`desk-channel-${channel}`)}</span>
              <span>{page.messages[language]("language-name")}</span>
            </span>
          </li>
        ))}
      </ul>
      <Texts page={page} reply={reply} attached={attached} />
      {may ? (
        <DeskForm csrf={page.csrf} action={`/desk/reply/${reply.id}/approve`}>
          <button type="submit">{say("desk-approve-button")}</button>
        </DeskForm>
      ) : (
        <p>{say("desk-own-reply")}</p>
      )}
      <DeskForm csrf={page.csrf} action={`/desk/reply/${reply.id}/return`}>
        <label for="why">{say("desk-return-why")}</label>
        <textarea id="why" name="why" maxLength={1000} />
        <button type="submit" class="second">
          {say("desk-return")}
        </button>
      </DeskForm>
    </DeskFrame>,
  );
}

/** Who changed what; `next` is where the earlier ones begin, or null. */
export function renderAudit(page: DeskPage, { entries, next }: { entries: AuditEntry[]; next: number | null }): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("desk-audit")}>
      <h1>{say("desk-audit")}</h1>
      <p class="soft">{say("desk-audit-hint")}</p>
      <ul class="audit">
        {entries.map(({ id, at, account, action, subject, detail }) => (
          <li key={id}>
            <span class="soft">{sayTime(at, page.language)}</span> <strong>{sayActor(say, account)}</strong>{" "}
            {say(`desk-did-${action}`)} · {subject} {detail !== "" && <span class="soft">({detail})</span>}
          </li>
        ))}
      </ul>
      {next !== null && <a href={`/desk/audit?before=${next}`}>{say("desk-page-next")}</a>}
    </DeskFrame>,
  );
}
