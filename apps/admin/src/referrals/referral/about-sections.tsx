import type { ReferralDetail, ReferralMessage, SafeContact } from '#contract/client.js';
import { type Fact, Facts } from '../../ui/facts.js';
import {
  PRIORITY_WORDS,
  CHANNEL_WORDS,
  DECISION_WORDS,
  MESSAGE_RULE_WORDS,
  MESSAGE_STATE_WORDS,
  WRITE_BACK_WORDS,
  wordsOf,
} from '../../words/catalogue.js';
import { formatDate, formatInstant, formatWallTime, ukDateOf } from '../../words/dates.js';
import { formatPhone, listOf, NOT_RECORDED, phraseOf } from '../../words/text.js';
import { type CodeLists, useCodeLists } from '../../words/use-code-lists.js';

interface Props {
  readonly referral: ReferralDetail;
}

const present = (facts: readonly (Fact | false | undefined)[]): Fact[] =>
  facts.filter((fact): fact is Fact => Boolean(fact));

export const WhySection = ({ referral }: Props) => {
  const { titleOf } = useCodeLists();
  const { risk } = referral;
  return (
    <section aria-labelledby="why">
      <h2 id="why" className="nhsuk-heading-m">
        Why they were referred
      </h2>
      <Facts
        facts={present([
          {
            name: 'Needs',
            value: phraseOf(referral.needCodes.map((code) => titleOf('needs', code))),
          },
          referral.reason !== undefined && { name: 'What would help', value: referral.reason },
          risk !== undefined && {
            name: 'Risk',
            value: risk.status === 'no_known_risk' ? 'No known risk' : (risk.detail ?? 'Recorded'),
          },
          { name: 'How soon', value: PRIORITY_WORDS[referral.priority] },
          {
            name: 'Referred by',
            value: `${referral.referrerName}, ${referral.practiceName}, ${formatDate(ukDateOf(referral.submittedAt))}`,
          },
          { name: 'Link worker', value: referral.linkWorker?.name ?? 'Nobody yet' },
          referral.reviewOn !== null && {
            name: 'Review on',
            value: formatDate(referral.reviewOn),
          },
        ])}
      />
    </section>
  );
};

function waysOf(safe: SafeContact): string {
  const ways = [
    safe.mayPhone && 'phone',
    safe.mayText && 'text message',
    safe.mayEmail && 'email',
    safe.mayPost && 'letter',
  ].filter((way): way is string => way !== false);
  if (safe.contactProhibited) return 'Do not contact';
  return ways.length ? `May use ${listOf(ways)}` : 'No way of contact is allowed';
}

function safeFacts(safe: SafeContact): Fact[] {
  return present([
    { name: 'Ways', value: waysOf(safe) },
    { name: 'Messages', value: safe.mayLeaveMessage ? 'Safe to leave one' : 'Do not leave one' },
    safe.safeFrom !== null &&
      safe.safeTo !== null && {
        name: 'Safe times',
        value: `${formatWallTime(safe.safeFrom)} to ${formatWallTime(safe.safeTo)}`,
      },
    safe.codeWord !== null && { name: 'Code word', value: safe.codeWord },
  ]);
}

function languageFacts({ patient }: ReferralDetail, { titleOf }: CodeLists): Fact[] {
  const language = titleOf('languages', patient.language);
  const needs = patient.accessNeeds ?? [];
  return present([
    {
      name: 'Language',
      value: patient.interpreterRequired ? `${language}, needs an interpreter` : language,
    },
    needs.length > 0 && {
      name: 'Access needs',
      value: phraseOf(needs.map(({ code, detail }) => detail ?? titleOf('access_needs', code))),
    },
  ]);
}

export const ContactSection = ({ referral }: Props) => {
  const lists = useCodeLists();
  const { mobilePhone, homePhone, email, safeContact } = referral.patient;
  if (mobilePhone === undefined && safeContact === undefined) return null;
  const phone = mobilePhone ?? homePhone;
  return (
    <section aria-labelledby="reach">
      <h2 id="reach" className="nhsuk-heading-m">
        How to contact them
      </h2>
      <Facts
        facts={[
          { name: 'Phone', value: phone ? formatPhone(phone) : NOT_RECORDED },
          { name: 'Email', value: email ?? NOT_RECORDED },
          ...(safeContact ? safeFacts(safeContact) : []),
          ...languageFacts(referral, lists),
        ]}
      />
    </section>
  );
};

export const SharingSection = ({ referral: { consent } }: Props) => {
  const { titleOf } = useCodeLists();
  if (!consent) return null;
  const answered = (kinds: readonly string[], value: string): Fact[] =>
    kinds
      .filter((kind) => kind !== 'write_back_to_gp')
      .map((kind) => ({ name: titleOf('consent_kinds', kind), value }));
  return (
    <section aria-labelledby="sharing">
      <h2 id="sharing" className="nhsuk-heading-m">
        What they agreed to
      </h2>
      <Facts
        facts={[
          ...answered(consent.granted, 'Yes'),
          ...answered(consent.refused, 'No'),
          {
            name: titleOf('consent_kinds', 'write_back_to_gp'),
            value: WRITE_BACK_WORDS[consent.writeBackScope],
          },
          { name: 'Recorded', value: formatDate(ukDateOf(consent.recordedAt)) },
        ]}
      />
    </section>
  );
};

function messageWords({ channel, state, decision, dueAt, stateAt }: ReferralMessage): string {
  const why = decision && state !== 'sent' ? `, ${wordsOf(DECISION_WORDS, decision)}` : '';
  const when = state === 'due' ? `for ${formatInstant(dueAt)}` : formatInstant(stateAt);
  return `${wordsOf(MESSAGE_STATE_WORDS, state)} by ${wordsOf(CHANNEL_WORDS, channel)}${why}, ${when}`;
}

export const MessagesSection = ({ referral }: Props) => {
  if (!referral.messages) return null;
  return (
    <section aria-labelledby="messages">
      <h2 id="messages" className="nhsuk-heading-m">
        Messages to them
      </h2>
      {referral.messages.length === 0 ? (
        <p>None yet. Booking a session plans its reminders.</p>
      ) : (
        <ul className="tr-plain-list">
          {referral.messages.map((message) => (
            <li key={message.id}>
              <strong>{wordsOf(MESSAGE_RULE_WORDS, message.rule)}</strong>
              <span className="tr-block">{messageWords(message)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
