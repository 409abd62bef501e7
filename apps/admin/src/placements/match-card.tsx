import { useEffect, useRef } from 'react';
import type { Match } from '#contract/client.js';
import { formatSlot } from '../words/dates.js';
import { reasonWords } from '../words/match-words.js';
import { formatPence, phraseOf } from '../words/text.js';
import { useCodeLists } from '../words/use-code-lists.js';
import type { Booker } from './use-booking.js';

const Reasons = ({ session }: { session: Match }) => {
  const { titleOf } = useCodeLists();
  const why = session.why.map((reason) => reasonWords(reason, titleOf));
  const whyNot = session.whyNot.map((reason) => reasonWords(reason, titleOf));
  return (
    <>
      {why.length > 0 && (
        <p className="tr-why">
          <span className="nhsuk-u-visually-hidden">Why: </span>
          {phraseOf(why)}
        </p>
      )}
      {whyNot.length > 0 && (
        <p className="tr-why-not">
          <strong>But:</strong> {phraseOf(whyNot)}
        </p>
      )}
    </>
  );
};

const Confirm = ({ session, booker }: { session: Match; booker: Booker }) => {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <div className="tr-card__confirm">
      {booker.problem ? (
        <p role="alert" className="nhsuk-error-message">
          {booker.problem}
        </p>
      ) : (
        <p>Book 1 place? Reminders are planned if they agreed to them.</p>
      )}
      <div className="tr-buttons">
        <button
          ref={button}
          type="button"
          className="nhsuk-button nhsuk-button--small"
          aria-disabled={booker.isBooking}
          onClick={booker.confirm}
        >
          {booker.isBooking ? 'Booking…' : 'Confirm booking'}
          <span className="nhsuk-u-visually-hidden">, {session.activityName}</span>
        </button>
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
          onClick={booker.putBack}
        >
          Go back
        </button>
      </div>
    </div>
  );
};

function placesOf(session: Match): string {
  if (session.attendanceMode === 'drop_in') return 'No need to book: they can just turn up';
  return `${session.freePlaces} of ${session.places} places free`;
}

const Action = ({ session, booker }: { session: Match; booker: Booker }) => {
  if (session.alreadyBooked) return <p className="tr-strong">Booked already</p>;
  if (session.attendanceMode === 'drop_in' || session.freePlaces < 1) return null;
  return (
    <button
      type="button"
      className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
      onClick={() => booker.ask(session)}
    >
      Book
      <span className="nhsuk-u-visually-hidden">
        {' '}
        {session.activityName}, {formatSlot(session.startsAt, session.endsAt)}
      </span>
    </button>
  );
};

/** A session, why it fits, why it may not, and the way to book it. */
export const MatchCard = ({ session, booker }: { session: Match; booker: Booker }) => {
  const isAsked = booker.asked?.sessionId === session.sessionId;
  const cost = session.costPence ? `, ${formatPence(session.costPence)}` : '';
  return (
    <li className="tr-card">
      <div>
        <h3 className="nhsuk-heading-xs tr-card__title">{session.activityName}</h3>
        <p>{formatSlot(session.startsAt, session.endsAt)}</p>
        <p>
          {session.venueName}, {session.organisationName}
        </p>
        <p className="tr-minor">
          {placesOf(session)}
          {cost}
        </p>
        <Reasons session={session} />
      </div>
      {isAsked ? (
        <Confirm session={session} booker={booker} />
      ) : (
        <Action session={session} booker={booker} />
      )}
    </li>
  );
};
