/**
 * The check digit of nine digits of an NHS number; null where there is no such number.
 * Source: NHS Data Dictionary, NHS Number, modulus 11.
 */
export function checkDigitOf(nineDigits: string): number | null {
  const sum = [...nineDigits].reduce(
    (total, digit, index) => total + Number(digit) * (10 - index),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10) return null;
  return check === 11 ? 0 : check;
}
