/**
 * How much is read. A file within these limits is read whole; one past any of them is refused with a
 * sentence that names the limit, never read in part.
 */
export const LIMITS = {
  /** Bytes of the file: a report of a thousand pages with pictures. */
  bytes: 50_000_000,
  /** Pages of a PDF. */
  pages: 1500,
  /** Characters of text: about 2,500 pages. */
  characters: 6_000_000,
  /** Bytes of XML in a packed file: the text of about 1,500 pages with its mark-up. */
  unpacked: 60_000_000,
  /** Files in a packed file. */
  entries: 5000,
  /** Seconds for one file: 500 pages take about 10 on an idle core. */
  seconds: 180,
  /** Bytes that the reading process may hold: the largest file within the limits above needs half as much. */
  memory: 1_200_000_000,
} as const;
