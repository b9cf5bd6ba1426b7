/**
 * Numbers that name a person, in what somebody wrote. A text that is kept longer than its asker
 * (a receipt's question) goes through here first. Pure.
 *
 * Lengths are those in use in Kazakhstan: an IIN has 12 digits, a phone number 10 behind +7 or 8,
 * a card 16 (13 to 19 elsewhere, then only when its check digit fits). Hotlines such as 119 or 1414,
 * years and amounts stay.
 */

const SHIELD_BEFORE = "(?<![\\p{Nd}])";
const SHIELD_AFTER = "(?![\\p{Nd}])";
const IIN = new RegExp(`${SHIELD_BEFORE}\\p{Nd}{6}[\\s-]?\\p{Nd}{6}${SHIELD_AFTER}`, "gu");
const CARD_IN_FOURS = new RegExp(`${SHIELD_BEFORE}\\p{Nd}{4}(?:[\\s-]?\\p{Nd}{4}){3}${SHIELD_AFTER}`, "gu");
const LONG_RUN = new RegExp(`${SHIELD_BEFORE}\\p{Nd}(?:[\\s-]?\\p{Nd}){12,18}${SHIELD_AFTER}`, "gu");
const PHONE = new RegExp(
  `${SHIELD_BEFORE}(?:\\+?[78][\\s(-]*)?\\(?7\\p{Nd}{2}[\\s)-]*\\p{Nd}{3}[\\s-]*\\p{Nd}{2}[\\s-]*\\p{Nd}{2}${SHIELD_AFTER}`,
  "gu",
);
const PHONE_ABROAD = new RegExp(`\\+\\p{Nd}(?:[\\s()-]{0,2}\\p{Nd}){7,14}${SHIELD_AFTER}`, "gu");
const E_MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;

/** The text with every digit (or letter of an e-mail address) of such a number made `•`; as long as it was. */
export function maskPersonal(text: string): string {
  return text
    .replace(E_MAIL, (address) => address.replace(/[\p{L}\p{N}]/gu, "•"))
    .replace(PHONE_ABROAD, hide)
    .replace(CARD_IN_FOURS, hide)
    .replace(LONG_RUN, (run) => (fitsCheckDigit(run) ? hide(run) : run))
    .replace(PHONE, hide)
    .replace(IIN, hide);
}

function hide(number: string): string {
  return number.replace(/\p{Nd}/gu, "•");
}

/** The check digit of bank cards (Luhn, ISO/IEC 7812-1). */
function fitsCheckDigit(run: string): boolean {
  const digits = [...run.replace(/\D/gu, "")].map(Number).reverse();
  const sum = digits.reduce((total, digit, place) => {
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits.length >= 13 && sum % 10 === 0;
}
