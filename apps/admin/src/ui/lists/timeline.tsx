import { formatDate, formatTime, ukDateOf } from '../../words/dates.js';

export interface TimelineLine {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly kind: string;
  readonly by: string | null;
  readonly note: string | null;
}

function byDay(lines: readonly TimelineLine[]): [string, TimelineLine[]][] {
  const days = new Map<string, TimelineLine[]>();
  for (const line of lines) {
    const day = ukDateOf(line.at);
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return [...days];
}

/** What has happened, newest first, under the day it happened. */
export const Timeline = ({ lines }: { lines: readonly TimelineLine[] }) => (
  <ol className="tr-timeline">
    {byDay(lines).map(([day, ofDay]) => (
      <li key={day}>
        <h3 className="nhsuk-heading-xs tr-timeline__date">{formatDate(day)}</h3>
        <ol className="tr-timeline__events">
          {ofDay.map((line) => (
            <li key={line.id} className="tr-timeline__event">
              <p className="tr-timeline__title">{line.title}</p>
              <p className="tr-minor">
                {[line.kind, formatTime(line.at), line.by].filter(Boolean).join(', ')}
              </p>
              {line.note && <p className="tr-timeline__note">{line.note}</p>}
            </li>
          ))}
        </ol>
      </li>
    ))}
  </ol>
);
