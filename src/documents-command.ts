import { defineCommand } from "citty";
import { type DocumentCommandParts, sayWhoIndexes } from "./add-command.ts";
import { reportsOf } from "./corpus/corpus.ts";
import { printChanges, printRefusal, printShelved } from "./document-lines.ts";
import { createLibrary, type Library, type Shelved } from "./library/library.ts";
import { readMessages, type Say } from "./messages/messages.ts";
import { documentsDirOf, readSources } from "./sources.ts";

const USAGE = `Documents that were added:
  npm run documents
  npm run documents -- show ID
  npm run documents -- diff ID [--edition HASH]
  npm run documents -- remove ID
  npm run documents -- restore ID
Add one with: npm run add -- FILE`;

/** `npm run documents`: lists, shows, compares, takes out and brings back. */
export function documentsCommand({ config, surroundings: { tell }, print }: DocumentCommandParts) {
  return defineCommand({
    meta: { name: "documents", description: "Lists the documents, takes one out or brings it back" },
    args: {
      action: { type: "positional", required: false, description: "show, diff, remove or restore" },
      id: { type: "positional", required: false, description: "The document's id" },
      edition: { type: "string", description: "For diff: the beginning of an edition's hash" },
    },
    run: async ({ args }) => {
      const say = readMessages().en;
      const corpus = readSources(config);
      const library = createLibrary({ documentsDir: documentsDirOf(config.dataDir), corpus });
      const { action = "list", id = "", edition } = args;
      if (action === "list") {
        const shelved = library.list();
        for (const { id: own, symbol, titles, added, passages, date } of reportsOf(corpus)) {
          if (added !== null) continue;
          const count = say("documents-passages", { count: passages.length });
          print(`${own}\t${symbol} · ${titles.en} · ${date} · ${count} · ${say("documents-own")}`);
        }
        for (const each of shelved) print(printShelved(each, say));
        for (const refused of corpus.refused) tell(`Left out: ${refused.message}`);
        return 0;
      }
      if (!["show", "diff", "remove", "restore"].includes(action) || id === "") {
        tell(USAGE);
        return 1;
      }
      const trouble = act(library, { action, id, edition, say });
      if (trouble !== null) {
        tell(trouble);
        return 1;
      }
      if (action === "remove" || action === "restore") {
        tell(say(action === "remove" ? "desk-told-document-removed" : "desk-told-document-restored"));
        tell(await sayWhoIndexes(config));
      }
      return 0;
    },
  });

  /** Null when it is done, else a sentence. */
  function act(
    library: Library,
    { action, id, edition, say }: { action: string; id: string; edition: string | undefined; say: Say },
  ): string | null {
    if (action === "remove" || action === "restore") {
      const done = action === "remove" ? library.remove(id) : library.restore(id);
      return done === "done" ? null : printRefusal(done.refused, say);
    }
    if (action === "show") {
      const shelved = library.find(id);
      if (!shelved) return say("library-refused-unknown-id", { id });
      for (const line of showEditions(shelved, say)) print(line);
      return null;
    }
    const compared = library.diff(id, edition);
    if ("refused" in compared) return printRefusal(compared.refused, say);
    print(`${compared.from.slice(0, 19)} → ${compared.to.slice(0, 19)}`);
    for (const line of printChanges(compared.changes, say)) print(line);
    return null;
  }
}

function showEditions(shelved: Shelved, say: Say): string[] {
  return [
    printShelved(shelved, say),
    `${say("documents-editions")}:`,
    ...shelved.editions.map(({ edition, date, added, passages }) => {
      const when = say("documents-edition-line", { date, day: added.slice(0, 10) });
      return `  ${edition.slice(0, 23)} · ${when} · ${say("documents-passages", { count: passages })}`;
    }),
  ];
}
