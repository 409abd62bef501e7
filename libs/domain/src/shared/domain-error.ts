export type ErrorKind =
  | 'not_found'
  | 'forbidden'
  | 'conflict'
  | 'invalid'
  | 'stale'
  | 'precondition_required'
  | 'unavailable';

/** One thing wrong with one field of what was sent. */
export interface FieldError {
  /** JSON Pointer (RFC 6901) into the request body, such as `/birthDate`. */
  readonly pointer: string;
  readonly code: string;
  /** Says how to put it right; never repeats what was entered, which may be personal. */
  readonly detail: string;
}

/**
 * A broken rule, in the words of the domain. The outer layers translate `kind` to a status
 * and `code` to a stable problem type; neither `message` nor `detail` holds personal data.
 */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    /** Stable and machine readable, such as `referral/transition-not-allowed`. */
    readonly code: string,
    message: string,
    readonly errors: readonly FieldError[] = [],
    /** What it was thrown for, for the log; it is told to nobody. */
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DomainError';
  }
}

export const conflict = (code: string, message: string): DomainError =>
  new DomainError('conflict', code, message);

export const invalid = (
  code: string,
  message: string,
  errors: readonly FieldError[] = [],
): DomainError => new DomainError('invalid', code, message, errors);
