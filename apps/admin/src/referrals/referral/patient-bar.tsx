import type { ReferralDetail } from '#contract/client.js';
import { IdentityBar } from '../../ui/identity-bar.js';
import { StatusTag } from '../../ui/tag.js';
import { WRITE_BACK_WORDS } from '../../words/catalogue.js';
import { formatDate, formatWallTime } from '../../words/dates.js';
import { count, formatNhsNumber, formatPhone, lowerFirst } from '../../words/text.js';

const numberOf = ({ patient }: ReferralDetail) => {
  if (patient.nhsNumber) return `NHS number ${formatNhsNumber(patient.nhsNumber)}`;
  if (patient.nhsNumberEnding) return `NHS number ending ${patient.nhsNumberEnding}`;
  return patient.nhsNumber === null ? 'No NHS number' : undefined;
};

const bornOf = ({ patient }: ReferralDetail) => {
  if (patient.birthDate) return `Born ${formatDate(patient.birthDate)}`;
  return patient.ageYears === undefined ? undefined : `${count(patient.ageYears, 'year')} old`;
};

const sharingOf = ({ consent }: ReferralDetail): string | null =>
  consent ? `Shared with the GP: ${lowerFirst(WRITE_BACK_WORDS[consent.writeBackScope])}` : null;

const words = (list: readonly (string | false | null | undefined)[]): string[] =>
  list.filter((each): each is string => typeof each === 'string' && each !== '');

/** What must be minded at any time; it stays on the screen. */
export function warningsOf({ risk, safeguarding, patient }: ReferralDetail): string[] {
  const hasRisk = risk !== undefined && risk.status !== 'no_known_risk';
  return words([
    patient.diedOn && `Died on ${formatDate(patient.diedOn)}. Do not contact.`,
    patient.safeContact?.contactProhibited && 'Do not contact the patient',
    safeguarding && 'Safeguarding concern',
    hasRisk && `Risk: ${risk.detail ?? 'see the referral'}`,
  ]);
}

/** What must be minded before anybody picks up the phone. */
export function cautionsOf({ patient: { safeContact: safe } }: ReferralDetail): string[] {
  if (!safe) return [];
  const hasTimes = safe.safeFrom !== null && safe.safeTo !== null;
  return words([
    !safe.mayPhone && 'Do not call',
    !safe.mayLeaveMessage && 'Do not leave messages',
    hasTimes &&
      `Only from ${formatWallTime(safe.safeFrom ?? '')} to ${formatWallTime(safe.safeTo ?? '')}`,
    safe.codeWord && `Code word: ${safe.codeWord}`,
  ]);
}

/** Whose page this is, on every page of a referral. */
export const PatientBar = ({ referral }: { referral: ReferralDetail }) => {
  const { patient } = referral;
  const phone = patient.mobilePhone ?? patient.homePhone;
  const mayCall = patient.safeContact?.mayPhone !== false && !patient.diedOn;
  const texts = [bornOf(referral), numberOf(referral)].filter(Boolean);
  const facts = [
    ...texts,
    ...(phone && mayCall
      ? [
          <a key="phone" href={`tel:${phone.replaceAll(' ', '')}`}>
            {formatPhone(phone)}
          </a>,
        ]
      : []),
    <StatusTag key="status" status={referral.status} />,
  ];
  return (
    <IdentityBar
      label="Patient"
      name={patient.preferredName ? `${patient.name} (${patient.preferredName})` : patient.name}
      facts={facts}
      warnings={warningsOf(referral)}
      cautions={words([...cautionsOf(referral), sharingOf(referral)])}
    />
  );
};
