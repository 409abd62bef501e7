import { DomainError } from '#domain/shared/domain-error.js';

/**
 * Constraints that a person can run into through a race although every rule was kept when it was
 * asked; their names, in the words of the domain.
 */
const CONFLICTS: Readonly<Record<string, readonly [code: string, message: string]>> = {
  referral_open_episode_once: [
    'referral/open-referral-exists',
    'There is already an open referral for this person to this service. Say why a second one is needed, or open the first.',
  ],
  session_never_overbooked: [
    'booking/session-full',
    'There are no free places left in this session.',
  ],
  booking_live_once: ['booking/already-booked', 'This person is already booked on this session.'],
  session_occurrence_once: [
    'session/time-taken',
    'This activity already has a session at that time. Enter another time.',
  ],
  attendance_change_once: ['register/change-already-used', 'Use a new changeId for each mark.'],
  placement_live_once: [
    'placement/already-live',
    'This person already has a placement with this activity.',
  ],
  patient_nhs_number_once: [
    'patient/nhs-number-in-use',
    'Another record holds this NHS number. Check the number, the family name and the date of birth.',
  ],
};

/** Connections, room, shutdown; and a right that was taken away, as the one to write the audit may be. */
const NOT_SERVING = /^(08|53|57P|42501)/;
const TRY_AGAIN = new Set(['40001', '40P01', '55P03', '57014']);
const SOCKET_LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

interface DatabaseFault {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
  readonly driverError?: DatabaseFault;
}

/** What a database error means to a caller, or undefined where it is a fault of ours. */
export function domainErrorOfDatabase(error: unknown): DomainError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const outer = error as DatabaseFault;
  const fault = outer.driverError ?? outer;
  const conflict = CONFLICTS[fault.constraint ?? ''];
  if (conflict) return new DomainError('conflict', ...conflict);
  if (TRY_AGAIN.has(fault.code ?? '')) {
    return new DomainError(
      'unavailable',
      'service/busy',
      'The service is busy. Nothing was changed; try again.',
    );
  }
  if (isNotServing(fault)) {
    return new DomainError(
      'unavailable',
      'service/unavailable',
      'The service cannot reach its records. Nothing was changed; try again.',
    );
  }
  return undefined;
}

function isNotServing(fault: DatabaseFault): boolean {
  const code = fault.code ?? '';
  return (
    NOT_SERVING.test(code) ||
    SOCKET_LOST.has(code) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(fault.message ?? '')
  );
}
