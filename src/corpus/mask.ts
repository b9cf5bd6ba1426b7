/** A run of digits as people write numbers: spaces, dots, dashes and brackets between them. */
const NUMBER = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s.()\-–]{0,2}\d){8,23}(?![\p{L}\p{N}])/gu;
const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Digits of Kazakhstan's identity number (IIN), and of a bank card (ISO/IEC 7812). */
const IIN_DIGITS = 12;
const CARD_DIGITS = { least: 13, most: 19 };
/** A phone number: ten digits with an area or operator code, eleven with the country's 7 or the 8 before it. */
const PHONE = /^(?:[78]?7\d{9}|\+?\d{11,15})$/u;

/**
 * Puts dots for the digits of what identifies a person: identity numbers, bank cards, phone numbers,
 * and takes mail addresses out. Short service numbers (112, 1414), years, sums and article numbers stay.
 */
export function maskPersonal(text: string): string {
  return text
    .replace(ADDRESS, "•••@•••")
    .replace(NUMBER, (found) => (identifies(found) ? found.replace(/\d/gu, "•") : found));
}

function identifies(written: string): boolean {
  const digits = written.replace(/\D/gu, "");
  if (digits.length === IIN_DIGITS) return true;
  if (PHONE.test(written.startsWith("+") ? `+${digits}` : digits)) return true;
  return digits.length >= CARD_DIGITS.least && digits.length <= CARD_DIGITS.most;
}
