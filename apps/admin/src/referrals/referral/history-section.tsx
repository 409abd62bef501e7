import { useState } from 'react';
import type { ReferralDetail, TimelineEvent } from '#contract/client.js';
import { ShowMore } from '../../ui/lists/show-more.js';
import { Timeline } from '../../ui/lists/timeline.js';
import { TIMELINE_GROUPS, type TimelineGroup, timelineWords } from '../../words/timeline-words.js';
import { useCodeLists } from '../../words/use-code-lists.js';
import { useHistory } from './use-referral.js';

const GROUPS = Object.keys(TIMELINE_GROUPS) as TimelineGroup[];

/** An allocation carries the id of the link worker; their name is known when they still have it. */
function named(event: TimelineEvent, { linkWorker }: ReferralDetail): TimelineEvent {
  if (!linkWorker || event.data['to'] !== linkWorker.id) return event;
  return { ...event, data: { ...event.data, linkWorkerName: linkWorker.name } };
}

interface FilterProps {
  readonly chosen: TimelineGroup | undefined;
  readonly onChoose: (group: TimelineGroup | undefined) => void;
}

const KindFilter = ({ chosen, onChoose }: FilterProps) => (
  <div className="tr-kinds" role="group" aria-label="Show only">
    {[undefined, ...GROUPS].map((group) => (
      <button
        key={group ?? 'all'}
        type="button"
        className="tr-kind"
        aria-pressed={chosen === group}
        onClick={() => onChoose(group)}
      >
        {group ? TIMELINE_GROUPS[group] : 'Everything'}
      </button>
    ))}
  </div>
);

/** What has happened, newest first, by kind, and earlier when asked for. */
export const HistorySection = ({ referral }: { referral: ReferralDetail }) => {
  const [group, setGroup] = useState<TimelineGroup>();
  const { titleOf } = useCodeLists();
  const history = useHistory(referral);
  const lines = history.events
    .map((event) => ({ ...event, words: timelineWords(named(event, referral), titleOf) }))
    .filter(({ words }) => !group || words.group === group)
    .map(({ words, ...event }) => ({
      id: event.id,
      at: event.at,
      by: event.by,
      note: event.note ?? null,
      title: words.title,
      kind: TIMELINE_GROUPS[words.group],
    }));
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="nhsuk-heading-m">
        What has happened
      </h2>
      <KindFilter chosen={group} onChoose={setGroup} />
      {lines.length === 0 ? (
        <p>{group ? 'Nothing of this kind yet.' : 'Nothing has happened yet.'}</p>
      ) : (
        <Timeline lines={lines} />
      )}
      {history.couldNotLoad && (
        <p role="alert">We could not load what happened earlier. Try again.</p>
      )}
      {history.hasEarlier && (
        <ShowMore
          words="Show earlier"
          busy={history.isLoadingEarlier}
          onMore={history.showEarlier}
        />
      )}
    </section>
  );
};
