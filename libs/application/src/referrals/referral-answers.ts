import { DomainError, type FieldError } from '#domain/shared/domain-error.js';
import { cleanText, textErrors } from '#domain/shared/text.js';
import { assertAnswered } from '#domain/referrals/submission.js';
import type { ReferralToCreate } from '#persistence/referrals/create-referral.statement.js';
import type { ConsentCommand, CreateReferralCommand } from './create-referral.command.js';

/** Names of the domain's facts → fields of the request, so that an error lands on what was typed. */
const FIELDS: Readonly<Record<string, string>> = {
  '/riskAnswer': '/risk/status',
  '/riskText': '/risk/detail',
  '/shareChoice': '/consent/shareChoice',
  '/needs': '/needCodes',
  '/reasonText': '/reason',
};

const MAX_TEXT = 500;

/**
 * Judges the answers of a referral and gives them back as they are stored.
 *
 * @throws DomainError `referral/incomplete` (invalid) with each field to put right
 */
export function judgeAnswers(
  command: CreateReferralCommand,
): Omit<ReferralToCreate, 'id' | 'patientId'> {
  const { risk, consent } = command;
  refuse(textFaults(command));
  onRequestFields(() =>
    assertAnswered({
      riskAnswer: risk.status,
      riskText: risk.detail,
      shareChoice: consent.shareChoice,
      needs: command.needCodes,
      reasonText: command.reason,
    }),
  );
  return {
    providerId: command.providerId,
    priority: command.priority,
    sourceCode: command.sourceCode,
    methodCode: command.methodCode,
    needCodes: [...new Set(command.needCodes)],
    reason: cleanText(command.reason),
    riskStatus: risk.status,
    riskDetail: risk.status === 'risk_recorded' && risk.detail ? cleanText(risk.detail) : null,
    safeguarding: command.safeguarding,
    shareChoice: consent.shareChoice,
    ...consentToStore(consent),
    overrideReason: command.overrideReason?.trim() ? cleanText(command.overrideReason) : null,
  };
}

function consentToStore({ shareWithVenue, writeBackToGp }: ConsentCommand) {
  const choices: readonly (readonly [string, boolean])[] = [
    ['referral', true],
    ['share_with_provider', true],
    ['share_with_venue', shareWithVenue],
    ['write_back_to_gp', writeBackToGp !== 'none'],
  ];
  return {
    granted: choices.filter(([, given]) => given).map(([kind]) => kind),
    refused: choices.filter(([, given]) => !given).map(([kind]) => kind),
    writeBackScope: writeBackToGp,
  };
}

function textFaults({ reason, risk, overrideReason }: CreateReferralCommand): FieldError[] {
  const rule = { max: MAX_TEXT, multiline: true };
  return [
    ...(reason.trim() ? textErrors(reason, '/reason', rule) : []),
    ...(risk.detail?.trim() ? textErrors(risk.detail, '/risk/detail', rule) : []),
    ...(overrideReason?.trim() ? textErrors(overrideReason, '/overrideReason', rule) : []),
  ];
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  throw new DomainError(
    'invalid',
    'referral/incomplete',
    'The referral cannot be sent yet.',
    errors,
  );
}

function onRequestFields(judge: () => void): void {
  try {
    judge();
  } catch (error) {
    throw error instanceof DomainError
      ? renamePointers(error, (pointer) => FIELDS[pointer] ?? pointer)
      : error;
  }
}

/**
 * Passes on what a rule refuses with its pointers as the request names the fields.
 *
 * @param fields the domain's pointer → the request's, where they differ
 */
export async function onFields<T>(
  fields: Readonly<Record<string, string>>,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof DomainError
      ? renamePointers(error, (pointer) => fields[pointer] ?? pointer)
      : error;
  }
}

/** The same error with its pointers as the request names the fields. */
function renamePointers(error: DomainError, rename: (pointer: string) => string): DomainError {
  const errors = error.errors.map((fault) => ({ ...fault, pointer: rename(fault.pointer) }));
  return new DomainError(error.kind, error.code, error.message, errors);
}
