import { TextInput } from 'nhsuk-react-components';
import { useEffect, useRef } from 'react';
import type { NewReferral } from '#contract/client.js';
import { Cell, DataTable, Row } from '../../ui/lists/data-table.js';
import { ErrorSummary } from '../../ui/forms/error-summary.js';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { ShowMore } from '../../ui/lists/show-more.js';
import { Empty, isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { SUGGESTION_WORDS, wordsOf } from '../../words/catalogue.js';
import { formatDate, ukDateOf } from '../../words/dates.js';
import { count, listOf, phraseOf, upperFirst } from '../../words/text.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import { type NewReferralsPage as Page, useNewReferralsPage } from './use-new-referrals-page.js';

const Suggestion = ({ suggestion }: { suggestion: NewReferral['suggestion'] }) => {
  if (!suggestion) return <>No suggestion</>;
  return (
    <>
      {suggestion.name}
      <span className="tr-minor tr-block">
        {upperFirst(listOf(suggestion.why.map((code) => wordsOf(SUGGESTION_WORDS, code))))}
      </span>
    </>
  );
};

const NewRow = ({ row, page }: { row: NewReferral; page: Page }) => {
  const { titleOf } = useCodeLists();
  const flags = [row.priority === '2' && 'Urgent', row.safeguarding && 'Safeguarding'];
  const flagWords = flags.filter(Boolean).join(', ');
  return (
    <Row>
      <Cell place="tick">
        <div className="nhsuk-checkboxes nhsuk-checkboxes--small">
          <div className="nhsuk-checkboxes__item">
            <input
              className="nhsuk-checkboxes__input"
              id={`tick-${row.id}`}
              type="checkbox"
              checked={page.ticked.has(row.id)}
              onChange={() => page.toggle(row.id)}
            />
            <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={`tick-${row.id}`}>
              <span className="nhsuk-u-visually-hidden">Choose {row.patientName}</span>
            </label>
          </div>
        </div>
      </Cell>
      <Cell place="who">
        <PageLink className="tr-strong" to="/referrals/$id" params={{ id: row.id }}>
          {row.patientName}
        </PageLink>
        <span className="tr-minor tr-block">{row.practiceName}</span>
        {flagWords && <span className="tr-flags">{flagWords}</span>}
      </Cell>
      <Cell place="status">{count(row.waitWorkingDays, 'working day')}</Cell>
      <Cell place="wide">{phraseOf(row.needCodes.map((code) => titleOf('needs', code)))}</Cell>
      <Cell place="wide">
        <span className="tr-card-word">Suggested: </span>
        <Suggestion suggestion={row.suggestion} />
      </Cell>
      <Cell place="extra">
        <span className="tr-nowrap">{formatDate(ukDateOf(row.submittedAt))}</span>
      </Cell>
    </Row>
  );
};

const Allocate = ({ page }: { page: Page }) => (
  <form
    className="tr-allocate"
    onSubmit={(event) => {
      event.preventDefault();
      page.planForWorker();
    }}
  >
    <p className="tr-allocate__count" role="status">
      {page.ticked.size === 0 ? 'None ticked' : `${page.ticked.size} ticked`}
    </p>
    <label className="nhsuk-label" htmlFor="worker">
      Link worker
    </label>
    <select
      id="worker"
      className="nhsuk-select"
      value={page.workerId}
      onChange={(event) => page.chooseWorker(event.target.value)}
    >
      <option value="">Choose a link worker</option>
      {page.team.map(({ linkWorkerId, name, openCount, caseloadLimit }) => (
        <option key={linkWorkerId} value={linkWorkerId}>
          {name}, {openCount}
          {caseloadLimit === null ? '' : ` of ${caseloadLimit}`} open
        </option>
      ))}
    </select>
    <div className="tr-buttons">
      <button type="submit" className="nhsuk-button">
        Allocate
      </button>
      <button
        type="button"
        className="nhsuk-button nhsuk-button--secondary"
        onClick={page.planBySuggestion}
      >
        Use suggestions
      </button>
    </div>
  </form>
);

const ConfirmPlan = ({ page }: { page: Page }) => {
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => confirm.current?.focus(), []);
  return (
    <section className="tr-notice" aria-labelledby="confirm-plan">
      <h2 id="confirm-plan" className="nhsuk-heading-m">
        Allocate these referrals?
      </h2>
      {page.allocation.plan?.map(({ linkWorkerId, name, referrals }) => (
        <p key={linkWorkerId}>
          <strong>{name}</strong> gets {count(referrals.length, 'referral')}:{' '}
          {listOf(referrals.map(({ patientName }) => patientName))}
        </p>
      ))}
      {page.allocation.overrideReason !== undefined && (
        <TextInput
          id="overrideReason"
          label="Why must it be them?"
          labelProps={{ size: 's' }}
          hint="They are at their limit."
          value={page.allocation.overrideReason}
          onChange={(event) => page.allocation.setOverrideReason(event.currentTarget.value)}
        />
      )}
      <div className="tr-buttons">
        <button
          ref={confirm}
          type="button"
          className="nhsuk-button"
          aria-disabled={page.allocation.isAllocating}
          onClick={page.allocation.confirm}
        >
          {page.allocation.isAllocating ? 'Allocating…' : 'Confirm'}
        </button>
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          onClick={page.allocation.putBack}
        >
          Go back
        </button>
      </div>
    </section>
  );
};

const Inbox = ({ page }: { page: Page }) => (
  <>
    {page.allocation.plan ? <ConfirmPlan page={page} /> : <Allocate page={page} />}
    <p>
      <button type="button" className="tr-link-button" onClick={page.toggleAll}>
        {page.ticked.size === page.list.items.length ? 'Untick all' : 'Tick all'}
      </button>
    </p>
    <DataTable
      caption="New referrals, oldest first"
      headings={[
        <span key="tick" className="nhsuk-u-visually-hidden">
          Choose
        </span>,
        'Patient',
        'Waiting',
        'Needs',
        'Suggested link worker',
        'Sent',
      ]}
      isBusy={page.list.isStale}
    >
      {page.list.items.map((row) => (
        <NewRow key={row.id} row={row} page={page} />
      ))}
    </DataTable>
    {page.list.hasMore && (
      <ShowMore
        words="Show more referrals"
        busy={page.list.isLoadingMore}
        onMore={page.list.more}
      />
    )}
  </>
);

export const NewReferralsPage = () => {
  const page = useNewReferralsPage();
  const { list } = page;
  const { error } = page.allocation;
  if (isNotFound(list.query)) return <NotFoundPage />;
  return (
    <>
      <ErrorSummary errors={[]} general={error ? [error] : []} attempt={0} />
      <PageHeading title="New referrals" />
      <QueryState what="new referrals" query={list.query} />
      {list.first && list.items.length === 0 && (
        <Empty>
          <p>All referrals have been shared out.</p>
        </Empty>
      )}
      {list.items.length > 0 && <Inbox page={page} />}
    </>
  );
};
