/**
 * Takes what points to a person out of a text before anything is stored: identity numbers (IIN),
 * bank cards, telephones and e-mail addresses. Every digit or letter of them becomes a dot, so that
 * lengths and places stay and Telegram's entities still fit. Hotlines, years and sums stay. Pure.
 */

const E_MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;

/** Nine digits or more with little between them: a candidate, which may hold several numbers. */
const RUN = /\+?\p{Nd}(?:[\s\u00a0.()\-–_]{0,3}\p{Nd}){8,}/gu;
/** Digits of an IIN, and of the shortest and longest card, as their issuers define them. */
const IIN_DIGITS = 12;
const CARD_DIGITS = { least: 13, most: 19 };
/** Digits of the shortest and longest international telephone number (ITU-T E.164). */
const PHONE_DIGITS = { least: 9, most: 15 };
/** The legal advice line that the report itself names, with or without its 8 or 7: everybody's. */
const PUBLIC: ReadonlySet<string> = new Set(["7172580058"]);
/** A number in groups of three, such as 1 000 000 000: a sum. */
const SUM = /^\p{Nd}{1,3}(?:[\s\u00a0.]\p{Nd}{3}){2,}$/u;
/** Years in a row. */
const YEARS = /^(?:(?:19|20)\p{Nd}\p{Nd}[\s\-–]{0,3}){2,}$/u;

/** The text with every IIN, card and telephone number and e-mail address replaced by dots; of the same length. */
export function maskPersonal(text: string): string {
  return text.replace(E_MAIL, (address) => address.replace(/[\p{L}\p{N}]/gu, hideLetter)).replace(RUN, maskRun);
}

/** Looks at the groups of a run from the left: the longest row of them that is a number of a person is masked. */
function maskRun(run: string): string {
  const groups = [...run.matchAll(/\+?\p{Nd}+/gu)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  let masked = run;
  for (let first = 0; first < groups.length; first += 1) {
    for (let last = groups.length - 1; last >= first; last -= 1) {
      const [start = 0, end = 0] = [groups[first]?.start, groups[last]?.end];
      if (!isPersonal(run.slice(start, end))) continue;
      masked = masked.slice(0, start) + hideDigits(run.slice(start, end)) + masked.slice(end);
      first = last;
      break;
    }
  }
  return masked;
}

function hideDigits(number: string): string {
  return number.replace(/\p{Nd}/gu, hideLetter);
}

/** As long as it was in UTF-16. */
function hideLetter(letter: string): string {
  return "•".repeat(letter.length);
}

function isPersonal(number: string): boolean {
  if (SUM.test(number) || YEARS.test(number)) return false;
  const digits = [...number.normalize("NFKC").replace(/\P{Nd}/gu, "")].map(readDigit);
  if (PUBLIC.has(digits.slice(-10).join("")) && digits.length <= 11) return false;
  const count = digits.length;
  if (number.startsWith("+")) return count >= PHONE_DIGITS.least && count <= PHONE_DIGITS.most;
  if (count === IIN_DIGITS) return true;
  if (count === 11) return digits[0] === 7 || digits[0] === 8;
  if (count === 10) return digits[0] === 7;
  return count >= CARD_DIGITS.least && count <= CARD_DIGITS.most && hasLuhnSum(digits);
}

/** A decimal digit of any script: in each, the ten stand in a row. */
function readDigit(digit: string): number {
  let code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return value;
}

/** The check sum of card numbers (ISO/IEC 7812). */
function hasLuhnSum(digits: readonly number[]): boolean {
  const sum = [...digits].reverse().reduce((total, digit, position) => {
    const weighed = position % 2 === 0 ? digit : digit * 2;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
