import { existsSync } from "node:fs";
import { join } from "node:path";
import { defineCommand } from "citty";
import type { Surroundings } from "./app.ts";
import type { Config } from "./config.ts";
import { readCorpus } from "./corpus/corpus.ts";
import { type AccountRefusal, type Accounts, createAccounts, ROLES } from "./desk/accounts.ts";
import { createAudit } from "./desk/audit.ts";
import { createChangeStore } from "./desk/change-store.ts";
import { exportMends } from "./desk/export.ts";
import { listMended } from "./desk/mending.ts";
import { drawPassword, PASSWORD_LENGTH } from "./desk/passwords.ts";
import { openDatabase } from "./log/database.ts";
import { documentsDirOf } from "./sources.ts";

export interface DeskCommandParts {
  config: Config;
  surroundings: Pick<Surroundings, "tell">;
  print: (line: string) => void;
  /** Asks for a password: unseen on a terminal, else the first line of standard input. */
  askSecret: (question: string) => Promise<string>;
}

const REFUSALS: Record<AccountRefusal, string> = {
  "name-taken": "There is an account of that name already. Choose another name, or use: npm run desk -- reset NAME",
  "name-wrong": "A name has 2 to 40 letters, digits, spaces, dots, dashes or underscores, and begins with a letter.",
  "password-short": `A password has at least ${PASSWORD_LENGTH.least} characters. Leave it empty to have one made.`,
  unknown: "There is no account of that name. See: npm run desk -- list",
};

const USAGE = `Accounts of the desk:
  npm run desk -- add NAME --role ${ROLES.join("|")}
  npm run desk -- list
  npm run desk -- disable NAME
  npm run desk -- reset NAME
What was mended at the desk, written into the corpus files for you to look through and commit:
  npm run desk -- export
add and reset ask for the password; an empty one has one made, which is printed once.`;

/** `npm run desk -- add | list | disable | reset | export`: accounts of staff, and what they mended. */
export function deskCommand(parts: DeskCommandParts) {
  const { config, surroundings, print } = parts;
  return defineCommand({
    meta: { name: "desk", description: "Makes, lists, disables and resets accounts of the centre's staff" },
    args: {
      action: { type: "positional", required: false, description: "add, list, disable, reset or export" },
      name: { type: "positional", required: false, description: "The account's name" },
      role: { type: "string", description: ROLES.join(", ") },
      generate: { type: "boolean", description: "Make a password instead of asking for one" },
    },
    run: async ({ args }) => {
      const database = openDatabase(config.dataDir);
      try {
        if (args.action === "export") return exportToFiles(database, parts);
        const accounts = createAccounts(database, createAudit(database, Date.now), Date.now);
        const { action = "", name = "", role, generate = false } = args;
        const trouble = await act(parts, accounts, { action, name, role, generate });
        if (trouble === null) return 0;
        surroundings.tell(trouble);
        return 1;
      } finally {
        database.close();
      }
    },
  });

  /** Null when it is done, else a sentence. */
  async function act(
    { askSecret }: DeskCommandParts,
    accounts: Accounts,
    { action, name, role, generate }: { action: string; name: string; role: string | undefined; generate: boolean },
  ): Promise<string | null> {
    if (action === "list") {
      for (const each of accounts.list()) print(`${each.name}\t${each.role}${each.disabled ? "\tdisabled" : ""}`);
      return null;
    }
    if (!["add", "disable", "reset"].includes(action) || name === "") return USAGE;
    if (action === "disable") {
      const outcome = accounts.disable(name);
      return outcome === "done" ? null : REFUSALS[outcome];
    }
    const wanted = ROLES.find((known) => known === role);
    if (action === "add" && !wanted) return `--role must be one of ${ROLES.join(", ")}.`;
    const typed = generate ? "" : await askSecret(`Password for ${name} (empty: one is made): `);
    const password = typed === "" ? drawPassword() : typed;
    const added =
      action === "add" && wanted
        ? await accounts.add({ name, role: wanted, password })
        : { refused: await accounts.reset(name, password) };
    if ("refused" in added && added.refused !== "done") return REFUSALS[added.refused];
    if (typed === "") print(`Password of ${name}: ${password}`);
    surroundings.tell(action === "add" ? `${name} can log in at /desk.` : `${name} has a new password.`);
    return null;
  }
}

/** Gives the exit code. */
function exportToFiles(database: ReturnType<typeof openDatabase>, { config, surroundings, print }: DeskCommandParts) {
  const { corpusDir, dataDir } = config;
  const documentsDir = documentsDirOf(dataDir);
  const { documents } = readCorpus(corpusDir, { documentsDir });
  const folderOf = ({ id }: { id: string }) =>
    [join(corpusDir, id), join(documentsDir, id)].find((folder) => existsSync(folder)) ?? null;
  const mends = listMended(createChangeStore(database, Date.now));
  const exported = exportMends(mends, { documents, folderOf });
  for (const file of exported.files) print(file);
  for (const each of exported.superseded) surroundings.tell(`Left out, for the files have gone on: ${each}`);
  const next = exported.mends > 0 ? " Look through them with git diff, run npm run index -- --keep, and commit." : "";
  surroundings.tell(`${exported.mends} mends were written into ${exported.files.length} files.${next}`);
  return 0;
}
