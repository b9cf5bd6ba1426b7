/** sqlite-vec in better-sqlite3: a vec0 table by cosine, joined with the texts, vectors by transformers.js. */
import { join } from "node:path";
import Database from "better-sqlite3";
import * as sqliteVec from "sqlite-vec";
import { createEmbed } from "./pipeline.mjs";

export function createPeer({ model, folder }) {
  const embed = createEmbed(model);
  let nearest;
  const connect = () => {
    const database = new Database(join(folder, "vectors.sqlite"));
    sqliteVec.load(database);
    return database;
  };
  const prepare = (database) => {
    nearest = database
      .prepare(
        `WITH nearest AS (SELECT rowid, distance FROM vectors WHERE embedding MATCH ? AND k = ?)
         SELECT passage FROM nearest JOIN texts ON texts.id = nearest.rowid ORDER BY distance`,
      )
      .pluck();
  };
  return {
    embed,
    build: async (items, vectors) => {
      const database = connect();
      database.exec(`CREATE TABLE texts (id INTEGER PRIMARY KEY, passage TEXT, text TEXT);
        CREATE VIRTUAL TABLE vectors USING vec0(embedding float[384] distance_metric=cosine)`);
      const text = database.prepare("INSERT INTO texts VALUES (?, ?, ?)");
      const vector = database.prepare("INSERT INTO vectors (rowid, embedding) VALUES (?, ?)");
      database.transaction(() => {
        for (const [row, item] of items.entries()) {
          text.run(row, item.passage, item.text);
          vector.run(BigInt(row), Float32Array.from(vectors[row]));
        }
      })();
      prepare(database);
    },
    open: async () => prepare(connect()),
    ask: async (question, count) => {
      const [vector] = await embed([question], "query: ");
      return nearest.all(Float32Array.from(vector), count);
    },
  };
}
