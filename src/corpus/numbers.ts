/** How numbers are written in the three languages, and their one canonical form. Pure. */

/**
 * A number with digits as the documents write them: "25,173", "25 173", "51.2", "51,2", "0,0009",
 * "1,156,593,000"; elsewhere "1.156.593.000" is written. Groups of three are one number only when the first has at most three digits.
 */
export const NUMBER = /(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+|\d+)(?!\d)(?:[.,]\d+)*/u;

const GROUPED =
  /^(?:[1-9]\d{0,2}(?:,\d{3})+|\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+)(?![\d,])|^[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\d.])/u;

/** The number without its thousands separators and with a point before its decimals: "25173", "51.2". */
export function canonicalNumber(written: string): string {
  const grouped = GROUPED.exec(written)?.[0] ?? "";
  return grouped.replace(/\D/gu, "") + written.slice(grouped.length).replaceAll(",", ".");
}
