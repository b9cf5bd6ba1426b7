import type { Document } from "../corpus/document.ts";
import type { Passage } from "../corpus/passage.ts";
import { CentreWord } from "./centre-word.tsx";
import { Frame, type PageParts } from "./frame.tsx";
import { renderPage } from "./pages.tsx";

/** The permanent page of an answer of the centre's: with its days, and nothing that only a document has. */
export function renderCentrePage(
  parts: PageParts,
  { passage, document }: { passage: Passage; document: Document },
): string {
  const { language, messages } = parts;
  const say = messages[language];
  const { centre } = passage;
  const spoken = language === document.language ? undefined : passage.renderings[language];
  const shown = spoken ? language : document.language;
  return renderPage(
    <Frame {...parts} title={document.titles[language]} path={`/p/${passage.id}?`}>
      <h1>{document.titles[language]}</h1>
      {centre && (
        <CentreWord
          {...{ messages, language, passage: passage.id, text: spoken?.text ?? passage.text }}
          centre={{ ...centre, language: shown }}
        />
      )}
      <p>
        <a href={`/?lang=${language}`}>{say("back")}</a>
      </p>
    </Frame>,
  );
}
