import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readShaped } from "./files.ts";

/** A day of rest that the Government moved: people work on `from` and rest on `to` (Labour Code, article 85.3). */
export interface MovedDay {
  /** `YYYY-MM-DD`. */
  from: string;
  to: string;
  source: string;
  /** The day someone last checked it. */
  checked: string;
}

const FILE = "moved-days.json";
const MovedDays = z.array(
  z.object({ from: z.iso.date(), to: z.iso.date(), source: z.string().min(1), checked: z.iso.date() }),
);

/** Reads what the centre keeps of the Government's resolutions; none when there is no file. Throws DocumentError. */
export function readMovedDays(corpusDir: string): MovedDay[] {
  return existsSync(join(corpusDir, FILE)) ? readShaped(corpusDir, FILE, MovedDays) : [];
}
