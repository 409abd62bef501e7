import type { VenueSession } from '#contract/client.js';
import { PageLink } from '../ui/link.js';
import { PageHeading } from '../ui/page-heading.js';
import { Empty, isNotFound, NotFoundPage, QueryState } from '../ui/states.js';
import { formatTimes } from '../words/dates.js';
import { useSessionsPage } from './use-sessions-page.js';

function bookedWords({ booked, places: offered, marked }: VenueSession): string {
  const places = `${booked} of ${offered} places booked`;
  return marked > 0 ? `${places}, ${marked} marked` : places;
}

const SessionCard = ({ session }: { session: VenueSession }) => (
  <li className="tr-card">
    <div>
      <h3 className="nhsuk-heading-s tr-card__title">{session.activityName}</h3>
      <p>
        {formatTimes(session.startsAt, session.endsAt)}, {session.venueName}
      </p>
      <p className="tr-minor">
        {session.status === 'cancelled' ? 'Cancelled' : bookedWords(session)}
      </p>
    </div>
    {session.status === 'scheduled' && (
      <PageLink
        className={`nhsuk-button${session.registerOpen ? '' : ' nhsuk-button--secondary'}`}
        to="/register/$sessionId"
        params={{ sessionId: session.id }}
      >
        Register
        <span className="nhsuk-u-visually-hidden">
          , {session.activityName}, {formatTimes(session.startsAt, session.endsAt)}
        </span>
      </PageLink>
    )}
  </li>
);

export const SessionsPage = () => {
  const sessions = useSessionsPage();
  if (isNotFound(sessions)) return <NotFoundPage />;
  return (
    <>
      <PageHeading title="Sessions" />
      <QueryState what="your sessions" query={sessions} />
      {sessions.data?.length === 0 && (
        <Empty>
          <p>No sessions in the next 2 weeks. Call the Trellis team to add some.</p>
        </Empty>
      )}
      {sessions.data?.map(({ date, words, sessions: ofDay }) => (
        <section key={date} aria-labelledby={`day-${date}`}>
          <h2 id={`day-${date}`} className="nhsuk-heading-m">
            {words}
          </h2>
          <ul className="tr-cards">
            {ofDay.map((session) => (
              <SessionCard key={session.id} session={session} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};
