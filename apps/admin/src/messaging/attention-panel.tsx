import { PageLink } from '../ui/link.js';
import { count } from '../words/text.js';
import { useAttention } from './use-attention.js';

/** On the caseload: how many messages need somebody. It keeps its height, so that nothing moves. */
export const AttentionPanel = () => {
  const { list } = useAttention();
  const number = list.items.length;
  if (number === 0) {
    return <p className="tr-attention">{list.first ? 'No message needs you.' : ''}</p>;
  }
  return (
    <p className="tr-attention tr-attention--some">
      <strong>{`${list.hasMore ? 'More than ' : ''}${count(number, 'message')}`}</strong> did not
      reach somebody. <PageLink to="/messages">See who to call</PageLink>
    </p>
  );
};
