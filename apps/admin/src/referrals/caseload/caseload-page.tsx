import type { CaseloadRow } from '#contract/client.js';
import { AttentionPanel } from '../../messaging/attention-panel.js';
import { ChipButton, Chips } from '../../ui/lists/chips.js';
import { Cell, DataTable, Row } from '../../ui/lists/data-table.js';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { ShowMore } from '../../ui/lists/show-more.js';
import { Empty, isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { StatusTag } from '../../ui/tag.js';
import { describeDue, formatDate, today, ukDateOf } from '../../words/dates.js';
import { count, formatNhsNumber, phraseOf } from '../../words/text.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import { CaseloadFilter } from './caseload-filter.js';
import { DUE_WORDS, DUES } from './caseload-search.js';
import { type CaseloadPage as Page, useCaseloadPage } from './use-caseload-page.js';

/** Counts and filters in one; drawn with a dash until the counts come, so that nothing moves. */
const DueTiles = ({ page }: { page: Page }) => (
  <nav className="tr-tiles" aria-label="What is due">
    {DUES.map((due) => {
      const isOn = page.search.due === due;
      return (
        <PageLink
          key={due}
          from="/caseload"
          to="/caseload"
          search={(before) => ({ ...before, due: isOn ? undefined : due })}
          className={`tr-tile tr-tile--${due}`}
          current={isOn ? 'true' : undefined}
        >
          <span className="tr-tile__number">{page.list.first?.counts[due] ?? '–'}</span>{' '}
          {DUE_WORDS[due]}
        </PageLink>
      );
    })}
  </nav>
);

const flagsOf = ({ safeguarding, riskRecorded, priority }: CaseloadRow): string =>
  [priority === '2' && 'Urgent', safeguarding && 'Safeguarding', riskRecorded && 'Risk recorded']
    .filter(Boolean)
    .join(', ');

const PersonRow = ({ row }: { row: CaseloadRow }) => {
  const { titleOf } = useCodeLists();
  const due = describeDue(row.nextStepOn, today());
  const flags = flagsOf(row);
  return (
    <Row>
      <Cell place="who">
        <PageLink className="tr-strong" to="/referrals/$id" params={{ id: row.id }}>
          {row.patientName}
        </PageLink>
        <span className="tr-minor tr-block">
          {row.nhsNumber ? formatNhsNumber(row.nhsNumber) : 'No NHS number'}
        </span>
        {flags && <span className="tr-flags">{flags}</span>}
      </Cell>
      <Cell place="wide">
        {titleOf('next_steps', row.nextStep)}
        <span className={`tr-due tr-due--${due.tone} tr-block`}>{due.text}</span>
        <PageLink className="tr-row-action" to="/referrals/$id/contact" params={{ id: row.id }}>
          Record a contact<span className="nhsuk-u-visually-hidden"> with {row.patientName}</span>
        </PageLink>
      </Cell>
      <Cell place="status">
        <StatusTag status={row.status} />
      </Cell>
      <Cell place="extra">{phraseOf(row.needCodes.map((code) => titleOf('needs', code)))}</Cell>
      <Cell place="extra">
        <span className="tr-nowrap">{formatDate(ukDateOf(row.submittedAt))}</span>
        <span className="tr-minor tr-block">{row.practiceName}</span>
      </Cell>
    </Row>
  );
};

const NoOne = ({ page }: { page: Page }) => (
  <Empty>
    {page.chips.length > 0 ? (
      <p>
        No one matches these filters.{' '}
        <button type="button" className="tr-link-button" onClick={page.clear}>
          Clear all filters
        </button>
      </p>
    ) : (
      <p>No one is on your caseload yet. Your team lead shares out new referrals.</p>
    )}
  </Empty>
);

const HEADINGS = ['Patient', 'Next step', 'Status', 'Needs', 'Referred'];

function peopleWords({ list }: Page): string {
  if (!list.first) return 'People';
  const shown = count(list.items.length, 'person', 'people');
  return list.hasMore ? `First ${shown}` : shown;
}

const People = ({ page }: { page: Page }) => {
  const { list } = page;
  return (
    <section className="tr-results" aria-labelledby="people">
      <h2 id="people" className="nhsuk-heading-s" aria-live="polite">
        {peopleWords(page)}
      </h2>
      {page.chips.length > 0 && (
        <Chips label="Filters on">
          {page.chips.map(({ text, remove }) => (
            <ChipButton key={text} text={text} onRemove={remove} />
          ))}
          <li>
            <button type="button" className="tr-link-button" onClick={page.clear}>
              Clear all
            </button>
          </li>
        </Chips>
      )}
      <QueryState what="the caseload" query={list.query} />
      {list.first && list.items.length === 0 && <NoOne page={page} />}
      {list.items.length > 0 && (
        <DataTable
          caption="The caseload, most late first"
          headings={HEADINGS}
          isBusy={list.isStale}
        >
          {list.items.map((row) => (
            <PersonRow key={row.id} row={row} />
          ))}
        </DataTable>
      )}
      {list.hasMore && (
        <ShowMore words="Show more people" busy={list.isLoadingMore} onMore={list.more} />
      )}
    </section>
  );
};

export const CaseloadPage = () => {
  const page = useCaseloadPage();
  if (isNotFound(page.list.query)) return <NotFoundPage />;
  return (
    <>
      <PageHeading title={page.title} />
      <DueTiles page={page} />
      <AttentionPanel />
      <div className="tr-filter-layout">
        <CaseloadFilter page={page} />
        <People page={page} />
      </div>
    </>
  );
};
