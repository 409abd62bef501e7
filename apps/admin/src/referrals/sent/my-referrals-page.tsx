import type { SentReferral } from '#contract/client.js';
import { Cell, DataTable, Row } from '../../ui/lists/data-table.js';
import { PageLink } from '../../ui/link.js';
import { PageHeading } from '../../ui/page-heading.js';
import { ShowMore } from '../../ui/lists/show-more.js';
import { Empty, isNotFound, NotFoundPage, QueryState } from '../../ui/states.js';
import { StatusTag } from '../../ui/tag.js';
import { formatDate, ukDateOf } from '../../words/dates.js';
import { timelineWords } from '../../words/timeline-words.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import { useMyReferralsPage } from './use-my-referrals-page.js';

const LastEvent = ({ event }: { event: SentReferral['lastEvent'] }) => {
  const { titleOf } = useCodeLists();
  if (!event) return <>Nothing yet</>;
  const words = timelineWords({ kind: event.kind, data: { ...event.data } }, titleOf);
  return (
    <>
      {words.title}
      <span className="tr-minor tr-block">{formatDate(ukDateOf(event.at))}</span>
    </>
  );
};

const SentRow = ({ referral }: { referral: SentReferral }) => (
  <Row>
    <Cell place="who">
      <PageLink className="tr-strong" to="/my-referrals/$id" params={{ id: referral.id }}>
        {referral.patientName}
      </PageLink>
      <span className="tr-minor tr-block">{referral.reference}</span>
    </Cell>
    <Cell place="status">
      <StatusTag status={referral.status} />
    </Cell>
    <Cell place="wide">
      <LastEvent event={referral.lastEvent} />
    </Cell>
    <Cell place="extra">{referral.linkWorkerName ?? referral.providerName}</Cell>
    <Cell place="extra">
      <span className="tr-nowrap">{formatDate(ukDateOf(referral.submittedAt))}</span>
    </Cell>
  </Row>
);

const HEADINGS = ['Patient', 'Status', 'Last thing that happened', 'With', 'Sent'];

export const MyReferralsPage = () => {
  const list = useMyReferralsPage();
  if (isNotFound(list.query)) return <NotFoundPage />;
  return (
    <>
      <PageHeading title="My referrals" />
      <QueryState what="your referrals" query={list.query} />
      {list.first && list.items.length === 0 && (
        <Empty>
          <p>
            You have not referred anyone yet. <PageLink to="/refer">Refer a patient</PageLink>
          </p>
        </Empty>
      )}
      {list.items.length > 0 && (
        <DataTable caption="Referrals from your practice, newest change first" headings={HEADINGS}>
          {list.items.map((referral) => (
            <SentRow key={referral.id} referral={referral} />
          ))}
        </DataTable>
      )}
      {list.hasMore && (
        <ShowMore words="Show more referrals" busy={list.isLoadingMore} onMore={list.more} />
      )}
    </>
  );
};
