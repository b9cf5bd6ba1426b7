import type { Compared, DiffPart, Original, Verdict } from "../answer/verdict.ts";
import { nameVerdict, sayDifference } from "../check/verdict-words.ts";
import type { Language } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";

/** A verdict on a page: in words for everybody, in colour besides. Pure: what comes in is escaped by Preact. */

export interface Shown {
  verdict: Verdict;
  say: Say;
  language: Language;
  /** What stands before links: nothing on our own pages, our address in a report; null for no links. */
  base: string | null;
}

/** How many of several sentences stand in the document. */
export function Summary({ verdicts, say }: { verdicts: readonly Verdict[]; say: Say }) {
  const count = (verdict: Verdict["verdict"]) => verdicts.filter((each) => each.verdict === verdict).length;
  return (
    <p role="status">
      {say("check-summary", {
        total: verdicts.length,
        verbatim: count("verbatim"),
        altered: count("altered"),
        absent: count("absent"),
      })}
    </p>
  );
}

export function Checked({ verdict, say, language, base }: Shown) {
  if (verdict.obstacle !== null) {
    return (
      <article>
        <p role="status">{say(`check-${verdict.obstacle}`)}</p>
      </article>
    );
  }
  return (
    <article class={`verdict ${verdict.verdict}`}>
      <h2>{nameVerdict(verdict, say)}</h2>
      <blockquote>{verdict.quotation}</blockquote>
      {verdict.leadIn !== null && <p class="place">{say("check-lead-in", { words: verdict.leadIn })}</p>}
      {verdict.differences.length > 0 && <Differences verdict={verdict} say={say} />}
      {verdict.diff.length > 0 && <Diff diff={verdict.diff} say={say} />}
      {verdict.omitted.map((words) => (
        <p key={words}>{say("check-omitted", { words })}</p>
      ))}
      {verdict.original !== null && <Originals original={verdict.original} say={say} />}
      {verdict.compared !== null && verdict.parts.length === 0 && (
        <Where compared={verdict.compared} say={say} language={language} base={base} />
      )}
      {verdict.parts.map((part, k) => (
        <div class="part" key={k}>
          <h3>{nameVerdict(part, say)}</h3>
          <p>« {part.quotation} »</p>
          {part.compared !== null && <Where compared={part.compared} say={say} language={language} base={base} />}
        </div>
      ))}
      {verdict.verdict === "absent" && verdict.nearest.length > 0 && (
        <>
          <h3>{say("check-nearest")}</h3>
          {verdict.nearest.map((near) => (
            <Where key={near.passage} compared={near} say={say} language={language} base={base} />
          ))}
        </>
      )}
      {verdict.code !== null && <Proof code={verdict.code} say={say} base={base} />}
    </article>
  );
}

function Proof({ code, say, base }: { code: string; say: Say; base: string | null }) {
  const words = say("proof", { code });
  return <p class="place">{base === null ? words : <a href={`${base}/r/${code}`}>{words}</a>}</p>;
}

function Differences({ verdict, say }: { verdict: Verdict; say: Say }) {
  return (
    <ul class="differences">
      {verdict.differences.map((difference) => (
        <li key={`${difference.kind} ${difference.quoted} ${difference.document}`}>
          <strong>{say(`difference-${difference.kind}`)}</strong>: {sayDifference(difference, say)}
        </li>
      ))}
    </ul>
  );
}

/** Colour for the eye; `del` and `ins`, with hidden words before them, for a screen reader. */
function Diff({ diff, say }: { diff: readonly DiffPart[]; say: Say }) {
  return (
    <p class="diff">
      {diff.map((part, k) => {
        const text = `${part.text} `;
        // biome-ignore-start lint/suspicious/noArrayIndexKey: a diff has the same word many times, in a fixed order
        if (part.in === "both") return <span key={k}>{text}</span>;
        const Tag = part.in === "document" ? "ins" : "del";
        return (
          <Tag key={k}>
            <span class="hidden">{say(part.in === "document" ? "diff-document" : "diff-quotation")} </span>
            {part.text}{" "}
          </Tag>
        );
        // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
      })}
    </p>
  );
}

function Originals({ original, say }: { original: Original; say: Say }) {
  return (
    <div>
      <p>{say("check-working")}</p>
      {original.figures.length > 0 && (
        <ul>
          {original.figures.map(({ quoted, original: figure, sentence }) => (
            <li key={`${quoted} ${figure}`}>
              {figure === null
                ? say("check-figure-none", { quoted })
                : say("check-figure", { quoted, original: figure })}
              {sentence !== null && (
                <>
                  {" "}
                  <q lang="en">{sentence}</q>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{say("original")}</summary>
        <p lang="en">{original.text}</p>
      </details>
    </div>
  );
}

function Where({ compared, say, language, base }: Omit<Shown, "verdict"> & { compared: Compared }) {
  const { around, document, place, passage, edition } = compared;
  return (
    <div class="where">
      <p class="place">
        {document} · {place}
      </p>
      <p lang={compared.language}>
        {around.before}
        <mark>{around.words}</mark>
        {around.after}
      </p>
      <p class="place">
        {base === null ? passage : <a href={`${base}/p/${passage}?lang=${language}`}>{say("source")}</a>} ·{" "}
        {say("edition")} <code>{edition.slice(0, 19)}…</code>
      </p>
    </div>
  );
}
