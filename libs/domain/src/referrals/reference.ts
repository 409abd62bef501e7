/**
 * The short reference of a referral, such as `SP-26000-0`: a running number and a check digit
 * (Luhn), so that a number misheard on the phone finds nobody rather than somebody else.
 */
const PREFIX = 'SP';
const PATTERN = /^SP-?([1-9][0-9]{4,11})-?([0-9])$/;

/** @param number the running number, from 10,000 upwards */
export function formatReference(number: number): string {
  if (!Number.isSafeInteger(number) || number < 10_000) {
    throw new RangeError('A reference number is a whole number from 10000 upwards.');
  }
  const digits = String(number);
  return `${PREFIX}-${digits}-${String(checkDigit(digits))}`;
}

/**
 * The reference in its one written form, however it was typed (spaces, lower case, no hyphens);
 * null when it is not one or its check digit is wrong.
 */
export function parseReference(value: string): string | null {
  const match = PATTERN.exec(value.replaceAll(' ', '').toUpperCase());
  const [, digits, check] = match ?? [];
  if (digits === undefined || Number(check) !== checkDigit(digits)) return null;
  return `${PREFIX}-${digits}-${String(check)}`;
}

export const isReference = (value: string): boolean => parseReference(value) !== null;

/** Luhn over the digits, doubling from the right. Source: ISO/IEC 7812-1, annex B. */
export function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
