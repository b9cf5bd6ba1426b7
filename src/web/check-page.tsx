import { renderToString } from "preact-render-to-string";
import type { Verdict } from "../answer/verdict.ts";
import type { Language } from "../corpus/passage.ts";
import type { Say } from "../messages/messages.ts";
import { Checked, Summary } from "./check-verdict.tsx";
import { Frame, type PageParts } from "./frame.tsx";

/** The page where a quotation is checked. Pure: what comes in is escaped by Preact. */

/** `verdicts`: one for each sentence; empty until something is asked. */
export function renderCheckPage(
  parts: PageParts,
  asked: { text: string; verdicts: readonly Verdict[]; trouble: string | null },
): string {
  const say = parts.messages[parts.language];
  const title = say("check-title");
  return `<!doctype html>${renderToString(
    <Frame {...parts} title={title} path="/check?">
      <h1>{title}</h1>
      <p>{say("check-intro")}</p>
      <form action={`/check?lang=${parts.language}`} method="post">
        <label for="q">{say("check-label")}</label>
        <textarea id="q" name="q" required aria-describedby="hint">
          {asked.text}
        </textarea>
        <p id="hint" class="soft">
          {say("check-hint")}
        </p>
        <button type="submit">{say("check-button")}</button>
      </form>
      <FileForm language={parts.language} say={say} />
      {asked.trouble !== null && (
        <p role="alert" class="alarm">
          {asked.trouble}
        </p>
      )}
      {asked.verdicts.length > 0 && (
        <section aria-live="polite">
          {asked.verdicts.length > 1 && <Summary verdicts={asked.verdicts} say={say} />}
          {asked.verdicts.map((verdict, k) => (
            <Checked key={k} verdict={verdict} say={say} language={parts.language} base="" />
          ))}
        </section>
      )}
    </Frame>,
  )}`;
}

/** What a file is sent with: shown here, or given back as a report. */
function FileForm({ language, say }: { language: Language; say: Say }) {
  return (
    <form action={`/check/file?lang=${language}`} method="post" enctype="multipart/form-data">
      <label for="file">{say("check-file-label")}</label>
      <input id="file" name="file" type="file" accept=".txt,.csv,.tsv,.docx" required aria-describedby="file-hint" />
      <p id="file-hint" class="soft">
        {say("check-file-hint")}
      </p>
      <p class="actions">
        <button type="submit">{say("check-button")}</button>
        <button type="submit" formaction={`/check/file?lang=${language}&report=csv`}>
          {say("check-report-csv")}
        </button>
        <button type="submit" formaction={`/check/file?lang=${language}&report=html`}>
          {say("check-report-html")}
        </button>
      </p>
    </form>
  );
}
