import type { AttentionItem } from '#contract/client.js';
import { PageLink } from '../ui/link.js';
import { PageHeading } from '../ui/page-heading.js';
import { ShowMore } from '../ui/lists/show-more.js';
import { Empty, isNotFound, NotFoundPage, QueryState } from '../ui/states.js';
import { formatPhone } from '../words/text.js';
import { sessionWords, whatHappened } from './attention-words.js';
import { type Attention, useAttention } from './use-attention.js';

const Phone = ({ item }: { item: AttentionItem }) => {
  if (!item.mayPhone) return <p>Do not call them: they asked us not to.</p>;
  if (!item.mobilePhone) return <p>There is no phone number for them.</p>;
  return (
    <p>
      Call{' '}
      <a href={`tel:${item.mobilePhone.replaceAll(' ', '')}`}>{formatPhone(item.mobilePhone)}</a>
    </p>
  );
};

const Message = ({ item, attention }: { item: AttentionItem; attention: Attention }) => (
  <li className="tr-card">
    <div>
      <h2 className="nhsuk-heading-xs">
        <PageLink to="/referrals/$id" params={{ id: item.referralId }}>
          {item.patientName}
        </PageLink>
      </h2>
      <p>{sessionWords(item)}</p>
      <p className="tr-strong">{whatHappened(item)}</p>
      <Phone item={item} />
    </div>
    <button
      type="button"
      className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
      aria-disabled={attention.isSaving}
      onClick={() => attention.dealtWith(item)}
    >
      I have dealt with this
      <span className="nhsuk-u-visually-hidden">, {item.patientName}</span>
    </button>
  </li>
);

export const AttentionPage = () => {
  const attention = useAttention();
  const { list } = attention;
  if (isNotFound(list.query)) return <NotFoundPage />;
  return (
    <>
      <PageHeading title="Messages that need you" />
      <p>These messages did not reach somebody. Tell them another way, then say so here.</p>
      {attention.hasFailed && (
        <p role="alert" className="nhsuk-error-message">
          We could not save that. Try again.
        </p>
      )}
      <QueryState what="the messages" query={list.query} />
      {list.first && list.items.length === 0 && (
        <Empty>
          <p>
            No message needs you. Go to <PageLink to="/caseload">the caseload</PageLink>.
          </p>
        </Empty>
      )}
      {list.items.length > 0 && (
        <ul className="tr-cards">
          {list.items.map((item) => (
            <Message key={item.id} item={item} attention={attention} />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <ShowMore words="Show more messages" busy={list.isLoadingMore} onMore={list.more} />
      )}
    </>
  );
};
