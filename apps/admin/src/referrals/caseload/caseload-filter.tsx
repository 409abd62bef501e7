import { type FormEvent, useState } from 'react';
import { CASELOAD_STATUSES, statusWords } from '../../words/catalogue.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import type { CaseloadPage } from './use-caseload-page.js';

interface SetProps {
  readonly legend: string;
  readonly name: string;
  readonly choices: readonly { value: string; label: string }[];
  readonly chosen: readonly string[] | undefined;
}

const TickSet = ({ legend, name, choices, chosen }: SetProps) => (
  <div className="nhsuk-form-group">
    <fieldset className="nhsuk-fieldset">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend}</legend>
      <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
        {choices.map(({ value, label }) => (
          <div className="nhsuk-checkboxes__item" key={value}>
            <input
              className="nhsuk-checkboxes__input"
              id={`${name}-${value}`}
              name={name}
              type="checkbox"
              value={value}
              defaultChecked={chosen?.includes(value) ?? false}
            />
            <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`${name}-${value}`}>
              {label}
            </label>
          </div>
        ))}
      </div>
    </fieldset>
  </div>
);

const codes = (data: FormData, name: string): string[] => data.getAll(name).map(String);

/** Search and filters; on a phone the filters fold behind one button that says how many are on. */
export const CaseloadFilter = ({ page }: { page: CaseloadPage }) => {
  const lists = useCodeLists();
  const [isOpen, setOpen] = useState(false);
  const { search, term } = page;
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const ticked = codes(data, 'status');
    const filters = {
      status: CASELOAD_STATUSES.filter((code) => ticked.includes(code)),
      need: codes(data, 'need'),
    };
    page.apply(filters, String(data.get('q') ?? ''));
    setOpen(false);
  };
  return (
    <form
      className="tr-filter"
      role="search"
      aria-label="Filter the caseload"
      key={JSON.stringify([term, search.status, search.need, lists.choicesOf('needs').length])}
      onSubmit={apply}
      onChange={page.markUnapplied}
    >
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="q">
          Name, NHS number or reference
        </label>
        <div className="tr-search">
          <input
            className="nhsuk-input"
            id="q"
            name="q"
            type="search"
            defaultValue={term}
            autoComplete="off"
            spellCheck={false}
          />
          <button
            className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
            type="submit"
          >
            Search
          </button>
        </div>
      </div>
      <button
        type="button"
        className="tr-filter__toggle nhsuk-button nhsuk-button--secondary nhsuk-button--small"
        aria-expanded={isOpen}
        aria-controls="more-filters"
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen
          ? 'Hide filters'
          : `Filters${page.chips.length ? ` (${page.chips.length} on)` : ''}`}
      </button>
      <div id="more-filters" className="tr-filter__more" data-open={isOpen}>
        <TickSet
          legend="Status"
          name="status"
          chosen={search.status}
          choices={CASELOAD_STATUSES.map((code) => ({
            value: code,
            label: statusWords(code).text,
          }))}
        />
        <TickSet
          legend="Needs"
          name="need"
          chosen={search.need}
          choices={lists.choicesOf('needs')}
        />
        <button className="nhsuk-button nhsuk-button--small" type="submit">
          Apply filters
        </button>
        <p role="status" className="tr-status-line">
          {page.hasUnapplied ? 'Your changes are not applied yet.' : ''}
        </p>
      </div>
    </form>
  );
};
