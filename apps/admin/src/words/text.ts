/** "943 476 5919" */
export const formatNhsNumber = (number: string): string =>
  number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');

/** "07700 900123" of +447700900123; a number of another country stays as it is. */
export const formatPhone = (phone: string): string =>
  phone.replace(/^\+44(\d{4})(\d{6})$/, '0$1 $2').replace(/^\+44/, '0');

/** "1 place", "2 places". Numerals for every number, with commas over 999. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;

/** "a", "a and b", "a, b and c" */
export function listOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`;
}

/** A title in the middle of a sentence; "GP letters" stays as it is. */
export const lowerFirst = (text: string): string =>
  /^[A-Z][^A-Z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** Titles run together as one phrase: "Loneliness, being more active". */
export const phraseOf = (titles: readonly string[]): string =>
  titles.map((title, index) => (index === 0 ? title : lowerFirst(title))).join(', ');

/** "£3" or "£3.50" */
export const formatPence = (pence: number): string =>
  pence % 100 === 0 ? `£${pence / 100}` : `£${(pence / 100).toFixed(2)}`;

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A code without words of its own, made readable: `told_us` becomes "Told us". */
export const humanise = (code: string): string => upperFirst(code.replaceAll(/[._]/g, ' '));

/** What the form of a name, number or reference shows when nothing is there. */
export const NOT_RECORDED = 'Not recorded';
