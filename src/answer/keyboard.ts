/** Text typed with the other keyboard layout switched on. */

const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё";
/** Where the Kazakh layout has its own letters: the row of digits. */
const DIGITS = "2345890-=";
const KAZAKH = "әіңғүұқөһ";

/** What the keys would have given on the Russian or, with `digits`, the Kazakh layout. */
export function typeCyrillic(text: string, digits: boolean): string {
  return swapKeys(text, digits ? LATIN + DIGITS : LATIN, digits ? CYRILLIC + KAZAKH : CYRILLIC);
}

/** What the keys would have given on the Latin layout. */
export function typeLatin(text: string): string {
  return swapKeys(text, CYRILLIC, LATIN);
}

function swapKeys(text: string, from: string, to: string): string {
  return [...text.toLowerCase()].map((letter) => to[from.indexOf(letter)] ?? letter).join("");
}
