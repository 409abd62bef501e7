import type { ReferralDetail } from '#contract/client.js';
import { PageLink } from '../ui/link.js';
import { QueryState } from '../ui/states.js';
import { MatchCard } from './match-card.js';
import { useBooking } from './use-booking.js';
import { useMatches } from './use-matches.js';

const SHOWN = 3;

/** The best 3 on the referral itself: the commonest booking takes no further page. */
export const SessionsThatFit = ({ referral }: { referral: ReferralDetail }) => {
  const matches = useMatches(referral.id, {});
  const booker = useBooking(referral.id, true);
  const best = matches.data?.items.filter((session) => !session.alreadyBooked).slice(0, SHOWN);
  return (
    <section className="tr-fit" aria-labelledby="fit">
      <h2 id="fit" className="nhsuk-heading-m">
        Sessions that fit
      </h2>
      <QueryState what="sessions" query={matches} />
      {best?.length === 0 && <p>Nothing fits yet. Change what they need to see more.</p>}
      <ul className="tr-cards">
        {best?.map((session) => (
          <MatchCard key={session.sessionId} session={session} booker={booker} />
        ))}
      </ul>
      <p>
        <PageLink to="/referrals/$id/match" params={{ id: referral.id }}>
          See all sessions
        </PageLink>
      </p>
    </section>
  );
};
