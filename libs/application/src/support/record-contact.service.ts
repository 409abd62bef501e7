import { Injectable } from '@nestjs/common';
import type { Actor } from '#domain/access/actor.js';
import type { ReferralCommand } from '#domain/referrals/referral-command.js';
import { authorizeReferral } from '#domain/referrals/referral-policy.js';
import type { DeclineReason } from '#domain/referrals/rejection.js';
import { DomainError, type FieldError } from '#domain/shared/domain-error.js';
import { addLocalDays, isRealDate, localDate } from '#domain/shared/london-time.js';
import { cleanText, textErrors } from '#domain/shared/text.js';
import {
  commandsAfterContact,
  type ContactMode,
  type ContactOutcome,
} from '#domain/support/contact.js';
import type { NextStep } from '#domain/support/next-step.js';
import { claimKey } from '#persistence/idempotency/idempotency.js';
import { assertVersion, lockReferral } from '#persistence/referrals/referral.queries.js';
import { transactionTime } from '#persistence/sql.js';
import { insertContact } from '#persistence/support/contacts.js';
import { newId } from '#platform/ids/uuid.js';
import { DataSource } from 'typeorm';
import type { RequestMark } from '../referrals/create-referral.service.js';
import { onFields } from '../referrals/referral-answers.js';
import { type ChangeContext, takeSteps } from '../referrals/referral-steps.js';

/** An attempt to reach somebody, as a link worker records it. */
export interface ContactCommand {
  readonly mode: ContactMode;
  readonly outcome: ContactOutcome;
  /** Null is now. */
  readonly occurredAt: Date | null;
  readonly minutes: number | null;
  readonly note: string | null;
  /** Whether the practice that referred may read the note. */
  readonly noteShared: boolean;
  /** Null only when the attempt ends the referral. */
  readonly nextStep: NextStep | null;
  readonly nextStepOn: string | null;
  /** Why the person did not want help; asked for with that outcome. */
  readonly declineReason: DeclineReason | null;
}

const NOTE = { max: 4000, multiline: true };
const FURTHEST_NEXT_STEP_DAYS = 366;
/** What is written down later than this was not an attempt under this referral. */
const LONGEST_AGO_DAYS = 366;
/** A clock on a desk may be a little ahead of the database's. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const MS_PER_DAY = 24 * 60 * 60_000;

@Injectable()
export class RecordContactService {
  constructor(private readonly db: DataSource) {}

  /**
   * Records an attempt with its outcome and what happens next, and takes the steps it brings: the
   * first attempt starts contacting, speaking engages, a no declines.
   *
   * @throws DomainError `contact/invalid` (invalid) with the fields to put right
   * @throws DomainError `referral/not-found`, `referral/action-forbidden`, `record/stale`
   */
  async record(
    actor: Actor,
    referralId: string,
    version: number,
    command: ContactCommand,
    mark: RequestMark,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const referral = await lockReferral(tx, referralId);
      authorizeReferral(actor, 'read_in_full', referral);
      const contactId = newId();
      if (await claimKey(tx, { membershipId: actor.membershipId, ...mark }, contactId)) return;
      authorizeReferral(actor, 'record_contact', referral);
      assertVersion(referral, version);
      const at = await transactionTime(tx);
      const steps = commandsAfterContact(referral.status, command.outcome);
      judgeContact(command, at, steps.includes('decline'));
      await insertContact(tx, {
        ...stored(command, at),
        id: contactId,
        referralId,
        patientId: referral.patientId,
        recordedBy: actor.membershipId,
      });
      const commands = steps.map((type) => ({
        command: commandOf(type, command),
        facts: { today: localDate(at) },
      }));
      await onFields({ '/text': '/note' }, () =>
        takeSteps(tx, referral, commands, {
          actor,
          at,
          requestId: mark.requestId,
          action: 'contact.recorded',
          entityId: contactId,
          ...told(actor, referralId, contactId, command, at),
        }),
      );
    });
  }
}

/** The line of the timeline, the event, and the next step that the attempt leaves behind. */
function told(
  actor: Actor,
  referralId: string,
  contactId: string,
  command: ContactCommand,
  at: Date,
): Pick<ChangeContext, 'also' | 'lines' | 'events'> {
  const { mode, outcome, minutes, nextStep, nextStepOn } = command;
  return {
    also: nextStep && nextStepOn ? { nextStep, nextStepOn } : {},
    lines: [
      {
        referralId,
        actorId: actor.membershipId,
        subjectId: contactId,
        kind: 'contact.recorded',
        at: command.occurredAt ?? at,
        captured: { mode, outcome, minutes, nextStep, nextStepOn },
      },
    ],
    events: [{ type: 'contact.recorded', payload: { referralId, contactId } }],
  };
}

function commandOf(
  type: 'start_contacting' | 'engage' | 'decline',
  { declineReason, note }: ContactCommand,
): ReferralCommand {
  if (type !== 'decline') return { type };
  return {
    type,
    what: 'link_worker_service',
    reason: declineReason ?? 'no_reason_given',
    text: note,
  };
}

const stored = (
  { mode, outcome, occurredAt, minutes, note, noteShared }: ContactCommand,
  at: Date,
) => ({
  mode,
  outcome,
  occurredAt: occurredAt ?? at,
  minutes,
  note: note?.trim() ? cleanText(note) : null,
  noteShared,
});

/** @throws DomainError `contact/invalid` (invalid) */
function judgeContact(command: ContactCommand, at: Date, ends: boolean): void {
  const errors: FieldError[] = [...nextStepFaults(command, localDate(at), ends)];
  if (command.note?.trim()) errors.push(...textErrors(command.note, '/note', NOTE));
  errors.push(...timeFaults(command.occurredAt, at));
  if (errors.length > 0)
    throw new DomainError('invalid', 'contact/invalid', 'The contact cannot be saved yet.', errors);
}

function timeFaults(occurredAt: Date | null, at: Date): FieldError[] {
  if (!occurredAt) return [];
  const pointer = '/occurredAt';
  if (occurredAt.getTime() > at.getTime() + CLOCK_TOLERANCE_MS)
    return [{ pointer, code: 'in_future', detail: 'Enter a time that has passed' }];
  if (occurredAt.getTime() < at.getTime() - LONGEST_AGO_DAYS * MS_PER_DAY)
    return [{ pointer, code: 'too_long_ago', detail: 'Enter a time of the last year' }];
  return [];
}

function nextStepFaults(
  { nextStep, nextStepOn }: ContactCommand,
  today: string,
  ends: boolean,
): FieldError[] {
  if (ends && nextStep === null && nextStepOn === null) return [];
  const errors: FieldError[] = [];
  if (nextStep === null) {
    errors.push({ pointer: '/nextStep', code: 'required', detail: 'Select what happens next' });
  }
  if (nextStepOn === null || !isRealDate(nextStepOn)) {
    errors.push({
      pointer: '/nextStepOn',
      code: 'date_not_real',
      detail: 'Enter the date of the next step',
    });
  } else if (nextStepOn < today || nextStepOn > addLocalDays(today, FURTHEST_NEXT_STEP_DAYS)) {
    errors.push({
      pointer: '/nextStepOn',
      code: 'out_of_range',
      detail: 'Enter a date from today to a year from now',
    });
  }
  return errors;
}
