import type { Document } from "../../corpus/document.ts";
import { LANGUAGES, type Language, type Passage } from "../../corpus/passage.ts";
import type { MendKind, MendValue } from "../../desk/amend.ts";
import type { Change } from "../../desk/change-store.ts";
import { LONGEST } from "../../desk/mending.ts";
import { renderPage } from "../pages.tsx";
import { ChangeList } from "./change-pages.tsx";
import { DeskForm, DeskFrame, type DeskPage } from "./frame.tsx";
import { Told } from "./queue-page.tsx";

export interface MendShown {
  passage: Passage;
  document: Document;
  /** What holds now, whether or not the index has it yet. */
  written: (kind: MendKind, language: Language) => MendValue | undefined;
  /** The latest change of each, 0 for none. */
  versions: { rendering: Partial<Record<Language, number>>; questions: Partial<Record<Language, number>> };
  history: Change[];
  /** What could not be taken: shown in place of what holds. `name` is `rendering-ru` or the like. */
  unsaved: { name: string; text: string } | null;
  told: string | null;
}

/** One passage: its renderings and the questions authored for it, each mended by itself. */
export function renderMend(page: DeskPage, shown: MendShown): string {
  const say = page.messages[page.language];
  const { passage, document } = shown;
  return renderPage(
    <DeskFrame {...page} title={say("desk-mend")}>
      <h1>{say("desk-mend")}</h1>
      <Told text={shown.told} />
      <p class="place">
        <a href={`/p/${passage.id}?lang=${page.language}`}>
          {document.symbol} · {passage.id}
        </a>
      </p>
      <p class="said" lang={document.language}>
        {passage.text}
      </p>
      <p class="soft">{say("desk-mend-original")}</p>
      <div class="work">
        <section>
          <h2>{say("desk-renderings")}</h2>
          {LANGUAGES.filter((language) => language !== document.language).map((language) => (
            <MendForm key={language} page={page} shown={shown} about={{ kind: "rendering", language }} />
          ))}
        </section>
        <section>
          <h2>{say("desk-questions")}</h2>
          <p class="soft">{say("desk-questions-hint")}</p>
          {LANGUAGES.map((language) => (
            <MendForm key={language} page={page} shown={shown} about={{ kind: "questions", language }} />
          ))}
        </section>
      </div>
      <h2>{say("desk-history")}</h2>
      <ChangeList changes={shown.history} page={page} />
    </DeskFrame>,
  );
}

interface FormProps {
  page: DeskPage;
  shown: MendShown;
  about: { kind: MendKind; language: Language };
}

function MendForm({ page, shown, about: { kind, language } }: FormProps) {
  const say = page.messages[page.language];
  const { passage, unsaved, versions } = shown;
  const name = `${kind}-${language}`;
  const value = shown.written(kind, language) ?? "";
  const now = typeof value === "string" ? value : value.join("\n");
  return (
    <DeskForm csrf={page.csrf} action="/desk/mend">
      <input type="hidden" name="passage" value={passage.id} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="version" value={String(versions[kind][language] ?? 0)} />
      <label for={name}>{page.messages[language]("language-name")}</label>
      <textarea id={name} name="text" lang={language} rows={kind === "rendering" ? 8 : 6} maxLength={LONGEST.rendering}>
        {unsaved?.name === name ? unsaved.text : now}
      </textarea>
      <div class="buttons">
        <button type="submit" class="small">
          {say("desk-mend-save")}
        </button>
        {kind === "rendering" && now !== "" && (
          <button type="submit" name="withdraw" value="yes" class="second small">
            {say("desk-withdraw-rendering")}
          </button>
        )}
      </div>
    </DeskForm>
  );
}
