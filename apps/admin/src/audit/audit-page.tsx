import { TextInput } from 'nhsuk-react-components';
import { useEffect, useRef } from 'react';
import { ChoiceGroup, Tick, Ticks } from '../ui/forms/choices.js';
import { DateField } from '../ui/forms/date-field.js';
import { ErrorSummary } from '../ui/forms/error-summary.js';
import { SubmitButton } from '../ui/forms/submit-button.js';
import { PageHeading } from '../ui/page-heading.js';
import { ShowMore } from '../ui/lists/show-more.js';
import { Empty } from '../ui/states.js';
import { actorWords, AUDIT_GROUPS, lineWords, listViewWords } from '../words/audit-words.js';
import { count } from '../words/text.js';
import { type AuditPage as Page, type AuditResult, useAuditPage } from './use-audit-page.js';

const SearchForm = ({ page }: { page: Page }) => {
  const { form, errorOf, isSending, submit } = page.answers;
  return (
    <form className="tr-filter tr-audit-form" noValidate onSubmit={submit}>
      <TextInput
        id="who"
        label="NHS number or reference of the person looked at"
        labelProps={{ size: 's' }}
        autoComplete="off"
        spellCheck={false}
        error={errorOf('who')}
        {...form.register('who')}
      />
      <Tick
        name="withLists"
        label="Also show lists they appeared in"
        field={form.register('withLists')}
      />
      <TextInput
        id="actorEmail"
        type="email"
        label="Email address of the member of staff"
        labelProps={{ size: 's' }}
        autoComplete="off"
        error={errorOf('actorEmail')}
        {...form.register('actorEmail')}
      />
      <DateField
        name="from"
        legend="First day"
        day={form.register('from.day')}
        month={form.register('from.month')}
        year={form.register('from.year')}
        error={errorOf('from')}
      />
      <DateField
        name="to"
        legend="Last day"
        day={form.register('to.day')}
        month={form.register('to.month')}
        year={form.register('to.year')}
        error={errorOf('to')}
      />
      <ChoiceGroup name="kinds" legend="What happened" error={errorOf('kinds')}>
        <Ticks
          name="kinds"
          choices={Object.entries(AUDIT_GROUPS).map(([value, label]) => ({ value, label }))}
          field={form.register('kinds')}
        />
      </ChoiceGroup>
      <SubmitButton words="Search" busyWords="Searching…" isBusy={isSending} />
    </form>
  );
};

const ListViews = ({ views }: { views: NonNullable<AuditResult['listViews']> }) => (
  <section aria-labelledby="lists">
    <h2 id="lists" className="nhsuk-heading-m">
      Lists they appeared in
    </h2>
    {views.length === 0 ? (
      <p>They appeared in no list between these dates.</p>
    ) : (
      <ul className="tr-audit-lines">
        {views.map((view) => (
          <li key={`${view.actorName} ${view.day} ${view.action}`}>
            <strong>{actorWords(view)}</strong> {listViewWords(view)}
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Result = ({ page, result }: { page: Page; result: AuditResult }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [result.search]);
  return (
    <div className="tr-results">
      <h2 ref={heading} tabIndex={-1} className="nhsuk-heading-m">
        {result.nextCursor ? 'First ' : ''}
        {count(result.lines.length, 'event')}
      </h2>
      {result.lines.length === 0 && (
        <Empty>
          <p>Nothing recorded for this search. Change the dates, or search for less.</p>
        </Empty>
      )}
      <ol className="tr-audit-lines">
        {result.lines.map((line) => (
          <li key={line.id} className={line.outcome === 'denied' ? 'tr-audit-denied' : undefined}>
            <strong>{actorWords(line)}</strong> {lineWords(line)}
          </li>
        ))}
      </ol>
      {page.couldNotLoadMore && <p role="alert">We could not load more. Try again.</p>}
      {result.nextCursor && (
        <ShowMore words="Show more events" busy={page.isLoadingMore} onMore={page.more} />
      )}
      {result.listViews && <ListViews views={result.listViews} />}
    </div>
  );
};

export const AuditPage = () => {
  const page = useAuditPage();
  const { answers, result } = page;
  return (
    <>
      <ErrorSummary errors={answers.errors} general={answers.general} attempt={answers.attempt} />
      <PageHeading title="Audit" />
      <div className="tr-filter-layout tr-filter-layout--audit">
        <SearchForm page={page} />
        {result && <Result page={page} result={result} />}
      </div>
    </>
  );
};
