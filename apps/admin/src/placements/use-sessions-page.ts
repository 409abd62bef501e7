import { useQuery } from '@tanstack/react-query';
import { bodyOf, type VenueSession } from '#contract/client.js';
import { useApi } from '../api.js';
import { addDays, formatFullDay, today, ukDateOf } from '../words/dates.js';

export interface SessionDay {
  readonly date: string;
  readonly words: string;
  readonly sessions: readonly VenueSession[];
}

/** Sessions under their day; today and tomorrow are called so. */
export function daysOf(sessions: readonly VenueSession[], on: string): SessionDay[] {
  const byDate = new Map<string, VenueSession[]>();
  for (const session of sessions) {
    const date = ukDateOf(session.startsAt);
    byDate.set(date, [...(byDate.get(date) ?? []), session]);
  }
  return [...byDate].map(([date, ofDay]) => ({
    date,
    words: dayWords(date, on),
    sessions: ofDay,
  }));
}

function dayWords(date: string, on: string): string {
  if (date === on) return `Today, ${formatFullDay(date)}`;
  return date === addDays(on, 1) ? `Tomorrow, ${formatFullDay(date)}` : formatFullDay(date);
}

/** The venue's own sessions of the next 2 weeks. */
export function useSessionsPage() {
  const api = useApi();
  return useQuery({
    queryKey: ['sessions'],
    queryFn: async () => {
      const answer = await api.GET('/sessions', {});
      return daysOf(bodyOf<{ items: VenueSession[] }>(answer).items, today());
    },
  });
}
