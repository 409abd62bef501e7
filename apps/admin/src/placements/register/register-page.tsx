import { useParams } from '@tanstack/react-router';
import type { Register, VenueSession } from '#contract/client.js';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { Empty, isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { formatInstant, formatSlot } from '../../words/dates.js';
import { count } from '../../words/text.js';
import { PersonRow } from './person-row.js';
import { hereCount, unmarked } from './register-marks.js';
import type { Sync } from './mark-outbox.js';
import { type RegisterPage as Page, useRegisterPage } from './use-register-page.js';

function syncWords(sync: Sync): string {
  switch (sync.state) {
    case 'sent':
      return 'All sent';
    case 'sending':
      return `Sending ${sync.number}…`;
    case 'waiting':
      return `${sync.number} not sent yet`;
    case 'refused':
      return sync.why;
  }
}

/** Always the same height, whatever it says: if it grew, every row would move under the thumb. */
const Tally = ({ page }: { page: Page }) => (
  <div className="tr-tally">
    <p className="tr-tally__count">
      <strong>{hereCount(page.people)}</strong> of {page.people.length} here
    </p>
    <p className={`tr-tally__sync tr-tally__sync--${page.sync.state}`} role="status">
      {syncWords(page.sync)}
    </p>
    <button
      type="button"
      className="tr-tally__send"
      hidden={page.sync.state !== 'waiting'}
      onClick={page.sendNow}
    >
      Send now
    </button>
  </div>
);

const End = ({ page }: { page: Page }) => {
  const left = unmarked(page.people);
  const { register } = page;
  if (!register) return null;
  return (
    <div className="tr-register-end">
      {register.editable && left.length > 0 && left.length < page.people.length && (
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary"
          onClick={() =>
            page.mark(
              left.map(({ bookingId }) => bookingId),
              'did_not_come',
            )
          }
        >
          Mark the other {left.length} as did not come
        </button>
      )}
      {left.length === 0 && (
        <p>
          <strong>Everyone is marked.</strong>
        </p>
      )}
      <p>
        {register.editable
          ? `You can change a mark until ${formatInstant(register.editableUntil)}.`
          : 'This register cannot be changed here now. Call the link worker to put something right.'}
      </p>
    </div>
  );
};

const NotOpenYet = ({ page }: { page: Page }) => {
  const { register } = page;
  if (!register || register.editable || new Date(register.opensAt) <= new Date()) return null;
  return (
    <Empty>
      <p>
        You can mark this register from {formatInstant(register.opensAt)}.{' '}
        {count(page.people.length, 'person', 'people')} booked so far.
      </p>
    </Empty>
  );
};

const Heading = ({ session }: { session: VenueSession | undefined }) => {
  if (!session) return <PageHeading title="Register" caption="Register" />;
  const caption = `${formatSlot(session.startsAt, session.endsAt)}, ${session.venueName}`;
  return (
    <PageHeading title={`Register, ${session.activityName}`} caption={caption}>
      {session.activityName}
    </PageHeading>
  );
};

const NoOne = () => (
  <Empty>
    <p>
      No one is booked. <PageLink to="/venue">Go back to sessions</PageLink>
    </p>
  </Empty>
);

const NamesHidden = ({ register: { session } }: { register: Register }) => (
  <Empty>
    <p>
      {session.booked} of {session.places} places are booked. Names are shown from 7 days before the
      session to 2 days after it.
    </p>
  </Empty>
);

const People = ({ page, register }: { page: Page; register: Register }) => (
  <>
    <Tally page={page} />
    <ul className="tr-register">
      {page.people.map((person) => (
        <PersonRow
          key={person.bookingId}
          person={person}
          isEditable={register.editable}
          onMark={(code) => page.mark([person.bookingId], code)}
        />
      ))}
    </ul>
    <End page={page} />
  </>
);

export const RegisterPage = () => {
  const { sessionId } = useParams({ from: '/signed-in/register/$sessionId' });
  const page = useRegisterPage(sessionId);
  const { register, query } = page;
  if (isNotFound(query)) return <NotFoundPage />;
  return (
    <div className="tr-text">
      <PageLink className="nhsuk-back-link" to="/venue">
        Back to sessions
      </PageLink>
      <Heading session={register?.session} />
      <QueryState what="the register" query={query} />
      <NotOpenYet page={page} />
      {register && !register.namesShown && <NamesHidden register={register} />}
      {register?.namesShown && page.people.length === 0 && <NoOne />}
      {register && page.people.length > 0 && <People page={page} register={register} />}
    </div>
  );
};
