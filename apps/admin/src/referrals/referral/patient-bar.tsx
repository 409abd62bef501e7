import type { ReferralDetail } from '#contract/client.js';
import { IdentityBar } from '../../ui/identity-bar.js';
import { StatusTag } from '../../ui/tag.js';
import { WRITE_BACK_WORDS, wordsOf } from '../../words/catalogue.js';
import { formatDate, formatWallTime } from '../../words/dates.js';
import { count, formatNhsNumber, formatPhone } from '../../words/text.js';

const numberOf = ({ patient }: ReferralDetail) => {
  if (patient.nhsNumber) return `NHS number ${formatNhsNumber(patient.nhsNumber)}`;
  if (patient.nhsNumberEnding) return `NHS number ending ${patient.nhsNumberEnding}`;
  return patient.nhsNumber === null ? 'No NHS number' : undefined;
};

const bornOf = ({ patient }: ReferralDetail) => {
  if (patient.birthDate) return `Born ${formatDate(patient.birthDate)}`;
  return patient.ageYears === undefined ? undefined : `${count(patient.ageYears, 'year')} old`;
};

function sharingOf({ consents }: ReferralDetail): string | undefined {
  const writeBack = consents?.find(({ kind }) => kind === 'write_back_to_gp');
  if (!writeBack) return undefined;
  const scope = writeBack.given ? (writeBack.scope ?? 'all') : 'none';
  return `Shared with the GP: ${wordsOf(WRITE_BACK_WORDS, scope).toLowerCase()}`;
}

/** What must be minded before anybody picks up the phone. */
export function warningsOf({ risk, safeguarding, patient }: ReferralDetail): string[] {
  const safe = patient.safeContact;
  return [
    patient.diedOn ? `Died on ${formatDate(patient.diedOn)}. Do not contact.` : undefined,
    safeguarding ? 'Safeguarding concern' : undefined,
    risk && risk.status !== 'no_known_risk'
      ? `Risk: ${risk.detail ?? 'see the referral'}`
      : undefined,
    safe?.contactProhibited ? 'Do not contact the patient' : undefined,
    safe && !safe.mayLeaveMessage ? 'Do not leave messages' : undefined,
    safe?.safeFrom && safe.safeTo
      ? `Only contact from ${formatWallTime(safe.safeFrom)} to ${formatWallTime(safe.safeTo)}`
      : undefined,
    safe?.codeWord ? `Code word: ${safe.codeWord}` : undefined,
  ].filter((warning): warning is string => warning !== undefined);
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
    ...(sharingOf(referral) ? [sharingOf(referral)] : []),
    <StatusTag key="status" status={referral.status} />,
  ];
  return (
    <IdentityBar
      label="Patient"
      name={patient.preferredName ? `${patient.name} (${patient.preferredName})` : patient.name}
      facts={facts}
      warnings={warningsOf(referral)}
    />
  );
};
