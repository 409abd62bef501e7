import type { AttemptOutcome } from '#domain/messaging/message.js';

/** What came of handing one message to the provider. */
export interface SendResult {
  readonly outcome: Exclude<AttemptOutcome, 'found_sent'>;
  /** The SMTP reply, such as `250`, or the name of what went wrong, such as `ECONNECTION`. */
  readonly code: string | null;
}

/** The parts of Nodemailer's errors that tell how far a message came. */
interface SmtpError {
  readonly code: string | undefined;
  readonly responseCode: number | undefined;
}

/** Errors about this message or its recipient; all others are about the server or the way to it. */
const ABOUT_THE_MESSAGE: readonly string[] = ['EENVELOPE', 'EMESSAGE'];

/**
 * Judges a failed attempt. Only a reply to the text itself is an answer once the text was handed
 * over: when the connection broke after that, it may have arrived. A refusal of our password is
 * not a refusal of the message, so it is tried again when somebody has put the password right.
 *
 * @param handedOver whether the text of the message had begun to leave
 */
export function outcomeOf(error: unknown, handedOver: boolean): SendResult {
  const { code, responseCode } = smtpErrorOf(error);
  const named = String(responseCode ?? code ?? 'unknown');
  const aboutTheMessage = code !== undefined && ABOUT_THE_MESSAGE.includes(code);
  if (handedOver && !(aboutTheMessage && responseCode !== undefined)) {
    return { outcome: 'unknown', code: named };
  }
  const permanent = responseCode === undefined || responseCode >= 500;
  return { outcome: aboutTheMessage && permanent ? 'refused' : 'deferred', code: named };
}

function smtpErrorOf(error: unknown): SmtpError {
  if (typeof error !== 'object' || error === null) {
    return { code: undefined, responseCode: undefined };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const reply = 'responseCode' in error ? error.responseCode : undefined;
  return { code, responseCode: typeof reply === 'number' ? reply : undefined };
}
