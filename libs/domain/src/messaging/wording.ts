import { formatDate, formatTime } from '../shared/london-time.js';
import { formatUkPhone } from '../patients/contact-details.js';

/**
 * All that a reminder may say. There is no field here for a need, a condition, an NHS number or the
 * person's name: what is not given cannot be sent by mistake.
 */
export interface ReminderWords {
  readonly activityName: string;
  /** The name of the activity would tell a reader something private. */
  readonly isDiscreet: boolean;
  readonly startsAt: Date;
  readonly zone: string;
  readonly venueName: string;
  readonly addressLines: readonly string[];
  readonly postcode: string | null;
  /** Who to call, and the service they are of. */
  readonly callName: string;
  readonly callPhone: string | null;
  readonly serviceName: string;
  readonly codeWord: string | null;
}

export interface Wording {
  readonly subject: string;
  readonly text: string;
}

/**
 * A reminder in words, for e-mail: when, where and who to call. If a code word is set the message
 * is signed with it and names neither the service nor the activity, as somebody else may read it.
 * Source: NHS content style.
 */
export function reminderWording(words: ReminderWords): Wording {
  const { startsAt, zone, codeWord } = words;
  const isPrivate = words.isDiscreet || codeWord !== null;
  const what = isPrivate ? 'your appointment' : words.activityName;
  const when = `${formatDate(startsAt, zone)} at ${formatTime(startsAt, zone)}`;
  const place = placeLines(words);
  return {
    subject: isPrivate ? `Your appointment on ${when}` : `${words.activityName} on ${when}`,
    text: [
      'Hello,',
      `This is a reminder of ${what}.`,
      `When: ${when}`,
      `Where: ${place.join('\n')}`,
      callLine(words),
      codeWord ?? words.serviceName,
    ].join('\n\n'),
  };
}

function placeLines({ venueName, addressLines, postcode }: ReminderWords): string[] {
  return [venueName, ...addressLines, ...(postcode === null ? [] : [postcode])];
}

function callLine({ callName, callPhone, codeWord }: ReminderWords): string {
  if (callPhone === null) return 'If you cannot come, tell the person who booked it for you.';
  const who = codeWord === null ? `${callName} on ` : '';
  return `If you cannot come, or have a question, call ${who}${formatUkPhone(callPhone)}.`;
}
