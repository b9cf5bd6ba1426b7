import { appendFileSync, closeSync, fsyncSync, openSync } from "node:fs";
import { createDesk } from "../../dist/desk/desk.js";
import { openDatabase } from "../../dist/log/database.js";
import { createSeal } from "../../dist/log/seal.js";

/**
 * A process that carries answers and is killed on the way. Run with a data folder and a file: parcels
 * of the channel `file` go to the file (a channel outside of the database), parcels of `outbox` to a
 * table of the same database. Says `sent` for each, `done` at the end.
 */
const [, , dataDir = "", file = ""] = process.argv;
const database = openDatabase(dataDir);
database.exec("CREATE TABLE IF NOT EXISTS test_outbox (key TEXT)");
const insert = database.prepare("INSERT INTO test_outbox VALUES (?)");
const desk = createDesk({
  ...{ database, movedDays: [], settings: { days: 3, approval: false } },
  findAsked: () => undefined,
  addresses: createSeal(dataDir),
  onReminder: () => {},
  onFailure: (error) => {
    throw error;
  },
});
const told = () => process.stdout.write("sent\n");
desk.addChannel("file", {
  deliver: ({ key }) => {
    const handle = openSync(file, "a");
    appendFileSync(handle, `${key}\n`);
    fsyncSync(handle);
    closeSync(handle);
  },
  correct: () => {},
  delivered: told,
});
desk.addChannel("outbox", { deliver: ({ key }) => void insert.run(key), correct: () => {}, delivered: told });
await desk.dispatch.settled();
process.stdout.write("done\n");
database.close();
