import { STEPS, type Step } from "../../desk/figures.ts";
import { renderPage } from "../pages.tsx";
import { Figure, type Table } from "../table.tsx";
import { DeskFrame, type DeskPage } from "./frame.tsx";

/** What is asked and what comes of it: charts, each with its table. */
export function renderFigures(page: DeskPage, { tables, step }: { tables: Table[]; step: Step }): string {
  const say = page.messages[page.language];
  return renderPage(
    <DeskFrame {...page} title={say("desk-figures")}>
      <h1>{say("desk-figures")}</h1>
      <nav class="tabs" aria-label={say("figures-steps")}>
        {STEPS.map((other) => (
          <a
            key={other}
            href={`/desk/figures?by=${other}`}
            {...(other === step ? { "aria-current": "page" as const } : {})}
          >
            {say(`figures-by-${other}`)}
          </a>
        ))}
      </nav>
      <p class="soft">{say("figures-hint")}</p>
      {tables.map((table) => (
        <Figure
          key={table.id}
          table={table}
          empty={say("figures-nothing")}
          csv={{ href: `/desk/figures/${table.id}.csv?by=${step}`, say: say("figures-csv") }}
        />
      ))}
    </DeskFrame>,
  );
}
