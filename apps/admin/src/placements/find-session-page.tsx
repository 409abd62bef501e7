import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ReferralFrame } from '../referrals/referral/referral-frame.js';
import { ChipButton, Chips } from '../ui/chips.js';
import { Empty, QueryState } from '../ui/states.js';
import { count } from '../words/text.js';
import { type CodeLists, useCodeLists } from '../words/use-code-lists.js';
import { MatchCard } from './match-card.js';
import { useBooking } from './use-booking.js';
import { type MatchFilters, useMatches } from './use-matches.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MILES = [1, 2, 5, 10];

interface FilterState {
  readonly filters: MatchFilters;
  readonly needs: readonly string[];
  readonly change: (filters: MatchFilters) => void;
}

const dropped = <T,>(values: readonly T[] | undefined, value: T): readonly T[] | undefined => {
  const left = values?.filter((each) => each !== value);
  return left?.length ? left : undefined;
};

function chipsOf({ filters, needs, change }: FilterState, lists: CodeLists) {
  const { days, withinMiles, freePlacesOnly, stepFree } = filters;
  return [
    ...needs.map((code) => ({
      text: lists.titleOf('needs', code),
      // Without any need nothing could be matched, so the last one goes back to the person's own.
      remove: () => change({ ...filters, needs: dropped(needs, code) }),
    })),
    ...(days ?? []).map((day) => ({
      text: DAYS[day - 1] ?? '',
      remove: () => change({ ...filters, days: dropped(days, day) }),
    })),
    ...(withinMiles
      ? [
          {
            text: `Within ${count(withinMiles, 'mile')}`,
            remove: () => change({ ...filters, withinMiles: undefined }),
          },
        ]
      : []),
    ...(freePlacesOnly
      ? [
          {
            text: 'With free places',
            remove: () => change({ ...filters, freePlacesOnly: undefined }),
          },
        ]
      : []),
    ...(stepFree
      ? [{ text: 'Step-free', remove: () => change({ ...filters, stepFree: undefined }) }]
      : []),
  ];
}

interface TickProps {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly isOn: boolean;
}

const FilterTick = ({ name, value, label, isOn }: TickProps) => (
  <div className="nhsuk-checkboxes__item">
    <input
      className="nhsuk-checkboxes__input"
      id={`${name}-${value}`}
      name={name}
      type="checkbox"
      value={value}
      defaultChecked={isOn}
    />
    <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`${name}-${value}`}>
      {label}
    </label>
  </div>
);

function filtersOf(form: HTMLFormElement): MatchFilters {
  const data = new FormData(form);
  const needs = data.getAll('needs').map(String);
  const days = data.getAll('days').map(Number);
  const miles = Number(data.get('withinMiles'));
  return {
    needs: needs.length ? needs : undefined,
    days: days.length ? days : undefined,
    withinMiles: miles > 0 ? miles : undefined,
    freePlacesOnly: data.has('freePlacesOnly') ? true : undefined,
    stepFree: data.has('stepFree') ? true : undefined,
  };
}

const FilterForm = ({ state, hasPostcode }: { state: FilterState; hasPostcode: boolean }) => {
  const lists = useCodeLists();
  const [hasUnapplied, setUnapplied] = useState(false);
  const { filters, needs, change } = state;
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setUnapplied(false);
    change(filtersOf(event.currentTarget));
  };
  return (
    <form
      className="tr-filter"
      aria-label="What they need"
      key={JSON.stringify([filters, needs, lists.choicesOf('needs').length])}
      onSubmit={apply}
      onChange={() => setUnapplied(true)}
    >
      <details className="nhsuk-details tr-filter__details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Change what they need</span>
        </summary>
        <div className="nhsuk-details__text">
          <fieldset className="nhsuk-fieldset nhsuk-form-group">
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Needs</legend>
            <div className="nhsuk-checkboxes nhsuk-checkboxes--small tr-columns">
              {lists.choicesOf('needs').map(({ value, label }) => (
                <FilterTick
                  key={value}
                  name="needs"
                  value={value}
                  label={label}
                  isOn={needs.includes(value)}
                />
              ))}
            </div>
          </fieldset>
          <fieldset className="nhsuk-fieldset nhsuk-form-group">
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
              Days they can come
            </legend>
            <div className="nhsuk-checkboxes nhsuk-checkboxes--small tr-columns">
              {DAYS.map((day, index) => (
                <FilterTick
                  key={day}
                  name="days"
                  value={String(index + 1)}
                  label={day}
                  isOn={filters.days?.includes(index + 1) ?? false}
                />
              ))}
            </div>
          </fieldset>
          {hasPostcode && (
            <div className="nhsuk-form-group">
              <label className="nhsuk-label nhsuk-label--s" htmlFor="withinMiles">
                How far
              </label>
              <select
                className="nhsuk-select"
                id="withinMiles"
                name="withinMiles"
                defaultValue={filters.withinMiles ?? ''}
              >
                <option value="">Any distance</option>
                {MILES.map((miles) => (
                  <option key={miles} value={miles}>
                    Within {count(miles, 'mile')}
                  </option>
                ))}
              </select>
            </div>
          )}
          <div className="nhsuk-checkboxes nhsuk-checkboxes--small nhsuk-form-group">
            <FilterTick
              name="freePlacesOnly"
              value="yes"
              label="With free places"
              isOn={filters.freePlacesOnly ?? false}
            />
            <FilterTick
              name="stepFree"
              value="yes"
              label="Step-free"
              isOn={filters.stepFree ?? false}
            />
          </div>
          <button type="submit" className="nhsuk-button nhsuk-button--small">
            Apply
          </button>
          <p role="status" className="tr-status-line">
            {hasUnapplied ? 'Your changes are not applied yet.' : ''}
          </p>
        </div>
      </details>
    </form>
  );
};

const Found = ({ id }: { id: string }) => {
  const [filters, change] = useState<MatchFilters>({});
  const lists = useCodeLists();
  const matches = useMatches(id, filters);
  const booker = useBooking(id, false);
  const needs = filters.needs ?? matches.data?.person.needCodes ?? [];
  const state: FilterState = { filters, needs, change };
  const items = matches.data?.items;
  return (
    <>
      <Chips label="What they need">
        {chipsOf(state, lists).map(({ text, remove }) => (
          <ChipButton key={text} text={text} onRemove={remove} />
        ))}
      </Chips>
      <FilterForm state={state} hasPostcode={matches.data?.person.hasPostcode ?? false} />
      <h2 className="nhsuk-heading-m" aria-live="polite">
        {items ? count(items.length, 'session') : 'Sessions'}
      </h2>
      <QueryState what="sessions" query={matches} />
      {items?.length === 0 && (
        <Empty>
          <p>
            Nothing fits all of this.{' '}
            <button type="button" className="tr-link-button" onClick={() => change({})}>
              Start again from their own needs
            </button>
          </p>
        </Empty>
      )}
      <ul className="tr-cards">
        {items?.map((session) => (
          <MatchCard key={session.sessionId} session={session} booker={booker} />
        ))}
      </ul>
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
