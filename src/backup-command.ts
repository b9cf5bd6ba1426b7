import { defineCommand } from "citty";
import type { Config } from "./config.ts";
import { takeBackup } from "./log/backup.ts";
import { removeOldBackups } from "./log/backup-folder.ts";
import { restoreBackup } from "./log/restore.ts";
import { readVersion } from "./version.ts";

export interface BackupCommandParts {
  config: Config;
  surroundings: { tell: (sentence: string) => void };
  print: (line: string) => void;
}

/** Days for which a backup with persons' data is kept: what somebody had erased is gone from there after a week too. */
const KEEP_DAYS = "7";

/** `npm run backup`: copies the data while the service runs, and prints the copy's folder. */
export function backupCommand({ config, surroundings: { tell }, print }: BackupCommandParts) {
  return defineCommand({
    meta: { name: "backup", description: "Copies the database and the keys, while the service runs" },
    args: {
      to: { type: "string", default: "backups", description: "The folder that holds the backups" },
      keep: { type: "string", default: KEEP_DAYS, description: "Days after which backups with persons' data go" },
      anonymous: { type: "boolean", description: "Without anything of a person: may be kept for good" },
    },
    run: ({ args }) => {
      const days = Number(args.keep);
      if (!/^\d+$/u.test(args.keep) || days < 1 || args.to === "") {
        tell("--keep must be a whole number of days from 1 on, and --to a folder.");
        return 1;
      }
      const anonymous = args.anonymous === true;
      const { folder, about } = takeBackup({ dataDir: config.dataDir, to: args.to, program: readVersion(), anonymous });
      const removed = removeOldBackups(args.to, { days, now: Date.now() });
      const bytes = about.files.reduce((sum, file) => sum + file.bytes, 0);
      tell(`Backed up: ${about.questions} questions, ${(bytes / 1e6).toFixed(1)} MB.`);
      if (removed > 0) tell(`Backups older than ${days} days removed: ${removed}.`);
      print(folder);
      return 0;
    },
  });
}

/** `npm run restore -- FOLDER`: brings a backup back; the service may run unless its database is gone or damaged. */
export function restoreCommand({ config, surroundings: { tell } }: BackupCommandParts) {
  return defineCommand({
    meta: { name: "restore", description: "Brings a backup back" },
    args: { folder: { type: "positional", required: false, description: "The backup's own folder" } },
    run: ({ args }) => {
      if (args.folder === undefined || args.folder === "") {
        tell("Name the backup's folder behind it: npm run restore -- backups/kenes-…");
        return 1;
      }
      const { dataDir, retentionDays } = config;
      const done = restoreBackup({ folder: args.folder, dataDir, retentionDays });
      if (done.movedAway !== null) tell(`The damaged database lies in ${done.movedAway}: remove it when all is well.`);
      if (done.way === "merged") tell(`${done.questions} missing questions are there again; what came since stays.`);
      else tell(`The data of ${done.about.takenAt} are in place: ${done.questions} questions.`);
      if (done.withoutErased) {
        tell("Somebody had themselves erased since: of missing questions, only those without a person came back.");
      } else if (done.way === "placed" && !done.about.anonymous) {
        tell(`Who had themselves erased after ${done.about.takenAt} is in it again, until retention or they erase it.`);
      }
      return 0;
    },
  });
}
