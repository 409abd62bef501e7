import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Match } from '#contract/client.js';
import { ReferralFrame } from '../referrals/referral/referral-frame.js';
import { ChipButton, Chips } from '../ui/lists/chips.js';
import { Empty, QueryState } from '../ui/states.js';
import { count } from '../words/text.js';
import { useCodeLists } from '../words/use-code-lists.js';
import { MatchCard } from './match-card.js';
import { chipsOf, FilterForm, type FilterState } from './match-filter.js';
import { type Booker, useBooking } from './use-booking.js';
import { type MatchFilters, useMatches } from './use-matches.js';

const NothingFits = ({ onReset }: { onReset: () => void }) => (
  <Empty>
    <p>
      Nothing fits all of this.{' '}
      <button type="button" className="tr-link-button" onClick={onReset}>
        Start again from their own needs
      </button>
    </p>
  </Empty>
);

const Cards = ({ items, booker }: { items: readonly Match[]; booker: Booker }) => (
  <ul className="tr-cards">
    {items.map((session) => (
      <MatchCard key={session.sessionId} session={session} booker={booker} />
    ))}
  </ul>
);

interface ResultsProps {
  readonly id: string;
  readonly items: readonly Match[] | undefined;
  readonly onReset: () => void;
}

const Results = ({ id, items, onReset }: ResultsProps) => {
  const booker = useBooking(id, false);
  return (
    <>
      <h2 className="nhsuk-heading-m" aria-live="polite">
        {items ? count(items.length, 'session') : 'Sessions'}
      </h2>
      {items?.length === 0 && <NothingFits onReset={onReset} />}
      {items && items.length > 0 && <Cards items={items} booker={booker} />}
    </>
  );
};

const Found = ({ id }: { id: string }) => {
  const [filters, change] = useState<MatchFilters>({});
  const lists = useCodeLists();
  const matches = useMatches(id, filters);
  const person = matches.data?.person;
  const state: FilterState = { filters, needs: filters.needs ?? person?.needCodes ?? [], change };
  return (
    <>
      <Chips label="What they need">
        {chipsOf(state, lists).map(({ text, remove }) => (
          <ChipButton key={text} text={text} onRemove={remove} />
        ))}
      </Chips>
      <FilterForm state={state} hasPostcode={person?.hasPostcode ?? false} />
      <Results id={id} items={matches.data?.items} onReset={() => change({})} />
      <QueryState what="sessions" query={matches} />
    </>
  );
};

export const FindSessionPage = () => {
  const { id } = useParams({ from: '/signed-in/referrals/$id/match' });
  return (
    <ReferralFrame id={id} title="Find a session">
      {() => <Found id={id} />}
    </ReferralFrame>
  );
};
