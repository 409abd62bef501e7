import type { ReferralCommandType } from '#domain/referrals/referral-command.js';

/**
 * Steps of the lifecycle that the API takes by name. The others happen as part of something else
 * (recording a contact, booking) or wait for the records they need (scores, plans, the new referral
 * of a redirected one).
 */
export const OFFERED_COMMANDS = [
  'start_triage',
  'accept',
  'await_capacity',
  'reject',
  'allocate',
  'hold',
  'resume',
  'mark_unable_to_contact',
  'close',
  'reopen',
  'withdraw',
  'enter_in_error',
] as const satisfies readonly ReferralCommandType[];

export const isOffered = (type: ReferralCommandType): boolean =>
  (OFFERED_COMMANDS as readonly ReferralCommandType[]).includes(type);
