import { renderToString } from "preact-render-to-string";
import type { BatchRow } from "../check/batch.ts";
import type { ReportParts } from "../check/report-csv.ts";
import type { Language } from "../corpus/passage.ts";
import { formatMoment } from "../messages/dates.ts";
import { Checked, Summary } from "./check-verdict.tsx";

/** A report on a file as one page that needs nothing else: to keep, to send on, to print. Pure. */
export function renderReport(
  rows: readonly BatchRow[],
  {
    say,
    base,
    language,
    style,
    name,
    time,
  }: ReportParts & { language: Language; style: string; name: string; time: number },
): string {
  const title = say("report-title");
  return `<!doctype html>${renderToString(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>{say("report-of", { name, time: formatMoment(time, language) })}</p>
          <Summary verdicts={rows.map(({ verdict }) => verdict)} say={say} />
          {rows.map(({ row, verdict }) => (
            <section key={row}>
              <p class="place">
                {say("report-row")} {row}
              </p>
              <Checked verdict={verdict} say={say} language={language} base={base} />
            </section>
          ))}
        </main>
      </body>
    </html>,
  )}`;
}
