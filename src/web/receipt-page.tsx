import {
  type AnswerReceipt,
  type CheckReceipt,
  RECEIPT_VERSIONS,
  type Receipt,
  type ReceiptPassage,
} from "../check/receipt.ts";
import type { Verification } from "../check/receipt-verify.ts";
import { describeVerification } from "../check/receipt-words.ts";
import { describeDifference } from "../check/verdict-words.ts";
import type { Language } from "../corpus/passage.ts";
import { formatMoment } from "../messages/dates.ts";
import type { Say } from "../messages/messages.ts";
import { Frame, type PageParts } from "./frame.tsx";
import { renderPage } from "./pages.tsx";

/** The page of a receipt: the verdict first, then what it holds. */
export function renderReceiptPage(parts: PageParts, verification: Verification): string {
  const { language, messages } = parts;
  const say = messages[language];
  const { receipt, genuine } = verification;
  const [verdict, ...findings] = describeVerification(verification, messages, language);
  const path = receipt ? `/r/${receipt.code}?` : "/r?";
  const title = receipt ? say("receipt-title", { code: receipt.code }) : say("receipt-find-title");
  return renderPage(
    <Frame {...parts} title={title} path={path} head={<meta name="robots" content="noindex" />}>
      <h1>{title}</h1>
      <div class={genuine ? "verdict" : "alarm"} role={genuine ? "status" : "alert"}>
        <strong>{verdict}</strong>
        {findings.length > 0 && (
          <ul>
            {findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        )}
      </div>
      {receipt?.version === RECEIPT_VERSIONS.answer && <Contents receipt={receipt} say={say} language={language} />}
      {receipt?.version === RECEIPT_VERSIONS.check && <Checked receipt={receipt} say={say} language={language} />}
      {receipt === null && <FindForm say={say} />}
    </Frame>,
  );
}

/** The page on which a code can be typed. */
export function renderFindPage(parts: PageParts): string {
  const say = parts.messages[parts.language];
  return renderPage(
    <Frame {...parts} title={say("receipt-find-title")} path="/r?">
      <h1>{say("receipt-find-title")}</h1>
      <p>{say("receipt-find-intro")}</p>
      <FindForm say={say} />
    </Frame>,
  );
}

function FindForm({ say }: { say: Say }) {
  return (
    <form action="/r" method="get">
      <label for="code">{say("receipt-code-label")}</label>
      <input id="code" name="code" autocomplete="off" maxLength={40} required />
      <button type="submit">{say("receipt-find-button")}</button>
    </form>
  );
}

function Contents({ receipt, say, language }: { receipt: AnswerReceipt; say: Say; language: Language }) {
  const { question, answer, passages } = receipt;
  return (
    <>
      <h2>{say("receipt-question")}</h2>
      <p class="asked">{question.text}</p>
      <p class="soft">{say("receipt-asked-at", { time: formatMoment(Date.parse(receipt.time), language) })}</p>
      <h2>
        {say("receipt-answered")}: {say(`receipt-kind-${answer.kind}`)}
      </h2>
      {passages.map((passage) => (
        <Shown key={passage.passage} passage={passage} answered={answer.language} say={say} language={language} />
      ))}
      <Actions receipt={receipt} say={say} back={`/?lang=${language}`} />
      <Made receipt={receipt} say={say} />
      <p class="soft">
        {say("proof-note")} {say("receipt-third-party")}
      </p>
    </>
  );
}

/** What a check found: the quotation, the verdict with its changes, and the document's words beside it. */
function Checked({ receipt, say, language }: { receipt: CheckReceipt; say: Say; language: Language }) {
  const { quotation, check, passages } = receipt;
  const verdict = say(check.stitched ? "check-stitched" : `check-${check.verdict}`);
  return (
    <>
      <h2>{say("receipt-quotation")}</h2>
      <blockquote class="asked">{quotation.text}</blockquote>
      <p class="soft">{say("receipt-asked-at", { time: formatMoment(Date.parse(receipt.time), language) })}</p>
      <h2>
        {say("receipt-verdict")}: {verdict}
      </h2>
      {check.differences.length > 0 && (
        <ul class="differences">
          {check.differences.map((difference) => (
            <li key={`${difference.kind} ${difference.quoted} ${difference.document}`}>
              {describeDifference(difference, say)}
            </li>
          ))}
        </ul>
      )}
      {passages.map((passage) => (
        <article key={passage.passage}>
          <h3>{say(`receipt-${passage.as}`)}</h3>
          <blockquote lang={passage.language}>{passage.words}</blockquote>
          <p class="place">
            {passage.document} · {passage.place}
          </p>
          {passage.status === "working" && <p class="place">{say("check-working")}</p>}
          <a href={`/p/${passage.passage}?lang=${language}`}>{say("source")}</a>
        </article>
      ))}
      <Actions receipt={receipt} say={say} back={`/check?lang=${language}`} />
      <Made receipt={receipt} say={say} />
      <p class="soft">
        {say("check-proof-note")} {say("receipt-third-party")}
      </p>
    </>
  );
}

function Actions({ receipt: { code, passages }, say, back }: { receipt: Receipt; say: Say; back: string }) {
  return (
    <p class="actions">
      <a href={`/r/${code}.json`} download={`kenes-${code}.json`}>
        {say("receipt-download")} (JSON)
      </a>
      {passages.length > 0 && <a href={`/r/${code}.png`}>{say("picture")}</a>}
      <a href={back}>{say("back")}</a>
    </p>
  );
}

function Shown(props: { passage: ReceiptPassage; answered: Language; say: Say; language: Language }) {
  const { passage, answered, say, language } = props;
  return (
    <article>
      {passage.as === "related" && <p class="place">{say("receipt-related")}</p>}
      <blockquote lang={passage.status === "original" ? undefined : answered}>{passage.excerpt}</blockquote>
      <p class="place" lang={answered}>
        {passage.document} · {passage.place}
      </p>
      {passage.status === "working" && <p class="place">{say("working-translation")}</p>}
      {passage.status === "centre" && <p class="place">{say("case-reply-whose")}</p>}
      <a href={`/p/${passage.passage}?lang=${language}`}>{say("source")}</a>
    </article>
  );
}

function listEngine({ index, model, calibration }: AnswerReceipt["made"], say: Say): [string, string][] {
  return [
    [say("receipt-made-index"), index],
    [say("receipt-made-model"), model],
    [say("receipt-made-calibration"), `${calibration.fitted} · ${calibration.hash}`],
  ];
}

function Made({ receipt, say }: { receipt: Receipt; say: Say }) {
  const { made, key } = receipt;
  const lines: [string, string][] = [
    [say("receipt-made-program"), made.program],
    ...Object.entries(made.editions).map(([document, edition]): [string, string] => [
      `${say("edition")} ${document}`,
      edition,
    ]),
    [say("receipt-made-corpus"), made.corpus],
    ...("index" in made ? listEngine(made, say) : []),
    [say("receipt-made-key"), key],
  ];
  return (
    <details>
      <summary>{say("receipt-made")}</summary>
      <dl class="made">
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
