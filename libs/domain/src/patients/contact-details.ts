/** A number of ours: `+44` and nine or ten digits. */
const UK_NATIONAL = /^(?:[1238]\d{9}|1\d{8}|7\d{9})$/;
/** 070 is a personal number and 076 a pager: neither takes a text. */
const UK_MOBILE = /^\+447[1-57-9]\d{8}$/;

/**
 * A UK phone number in E.164 form (`07700 900123` becomes `+447700900123`), or null when it is none.
 * Spaces, brackets, hyphens and dots between the digits are how people write them.
 */
export function parseUkPhone(value: string): string | null {
  const compact = value.replace(/[\s().-]/g, '');
  const national = compact.replace(/^(?:\+44|0044)0?|^0/, '');
  if (national === compact || !UK_NATIONAL.test(national)) return null;
  return `+44${national}`;
}

export const isUkMobile = (e164: string): boolean => UK_MOBILE.test(e164);

/** `+447700900123` as people read it: `07700 900123`. */
export function formatUkPhone(e164: string): string {
  const national = e164.replace(/^\+44/, '0');
  return national.length === 11 ? `${national.slice(0, 5)} ${national.slice(5)}` : national;
}

const EMAIL_LENGTH = 255;
const EMAIL_LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const EMAIL_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** An e-mail address that can be sent to, with the domain in lower case, or null. */
export function parseEmail(value: string): string | null {
  const trimmed = value.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > EMAIL_LENGTH) return null;
  const local = trimmed.slice(0, at);
  const labels = trimmed.slice(at + 1).split('.');
  const dotsRight = !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
  if (!EMAIL_LOCAL.test(local) || !dotsRight) return null;
  if (labels.length < 2 || !labels.every((label) => EMAIL_LABEL.test(label))) return null;
  return `${local}@${labels.join('.').toLowerCase()}`;
}

const POSTCODE = /^(?:GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})$/;

/** A UK postcode by its form, in capitals with one space (`OX1 2JD`), or null. */
export function parsePostcode(value: string): string | null {
  const compact = value.replace(/\s/g, '').toUpperCase();
  if (!POSTCODE.test(compact)) return null;
  return `${compact.slice(0, -3)} ${compact.slice(-3)}`;
}
