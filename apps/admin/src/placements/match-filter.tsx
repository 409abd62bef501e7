import { type FormEvent, useState } from 'react';
import { count } from '../words/text.js';
import { type CodeLists, useCodeLists } from '../words/use-code-lists.js';
import type { MatchFilters } from './use-matches.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MILES = [1, 2, 5, 10];

export interface FilterState {
  readonly filters: MatchFilters;
  readonly needs: readonly string[];
  readonly change: (filters: MatchFilters) => void;
}

const dropped = <T,>(values: readonly T[] | undefined, value: T): readonly T[] | undefined => {
  const left = values?.filter((each) => each !== value);
  return left?.length ? left : undefined;
};

/** The filters that are on, each with the way to take it off. */
export function chipsOf({ filters, needs, change }: FilterState, lists: CodeLists) {
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

interface TickSetProps {
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly { value: string; label: string; isOn: boolean }[];
}

const TickSet = ({ legend, name, choices }: TickSetProps) => (
  <fieldset className="nhsuk-fieldset nhsuk-form-group">
    <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend}</legend>
    <div className="nhsuk-checkboxes nhsuk-checkboxes--small tr-columns">
      {choices.map((choice) => (
        <FilterTick key={choice.value} name={name} {...choice} />
      ))}
    </div>
  </fieldset>
);

const HowFar = ({ withinMiles }: Pick<MatchFilters, 'withinMiles'>) => (
  <div className="nhsuk-form-group">
    <label className="nhsuk-label nhsuk-label--s" htmlFor="withinMiles">
      How far
    </label>
    <select
      className="nhsuk-select"
      id="withinMiles"
      name="withinMiles"
      defaultValue={withinMiles ?? ''}
    >
      <option value="">Any distance</option>
      {MILES.map((miles) => (
        <option key={miles} value={miles}>
          Within {count(miles, 'mile')}
        </option>
      ))}
    </select>
  </div>
);

interface FieldsProps {
  readonly state: FilterState;
  readonly hasPostcode: boolean;
}

const FilterFields = ({ state: { filters, needs }, hasPostcode }: FieldsProps) => {
  const lists = useCodeLists();
  return (
    <>
      <TickSet
        legend="Needs"
        name="needs"
        choices={lists
          .choicesOf('needs')
          .map((choice) => ({ ...choice, isOn: needs.includes(choice.value) }))}
      />
      <TickSet
        legend="Days they can come"
        name="days"
        choices={DAYS.map((label, index) => ({
          value: String(index + 1),
          label,
          isOn: filters.days?.includes(index + 1) ?? false,
        }))}
      />
      {hasPostcode && <HowFar withinMiles={filters.withinMiles} />}
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
    </>
  );
};

/** Filters from the person's own facts, folded away: they fit as they are for most bookings. */
export const FilterForm = ({ state, hasPostcode }: FieldsProps) => {
  const lists = useCodeLists();
  const [hasUnapplied, setUnapplied] = useState(false);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setUnapplied(false);
    state.change(filtersOf(event.currentTarget));
  };
  return (
    <form
      className="tr-filter"
      aria-label="What they need"
      key={JSON.stringify([state.filters, state.needs, lists.choicesOf('needs').length])}
      onSubmit={apply}
      onChange={() => setUnapplied(true)}
    >
      <details className="nhsuk-details tr-filter__details">
        <summary className="nhsuk-details__summary">
          <span className="nhsuk-details__summary-text">Change what they need</span>
        </summary>
        <div className="nhsuk-details__text">
          <FilterFields state={state} hasPostcode={hasPostcode} />
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
