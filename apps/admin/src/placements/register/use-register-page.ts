import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type AttendanceReceipt, bodyOf, type Register } from '#contract/client.js';
import { useRuntime } from '../../api.js';
import { useUnsaved } from '../../ui/unsaved.js';
import { MarkOutbox, type Sync } from './mark-outbox.js';
import { type MarkCode, type Person, withChanges } from './register-marks.js';

export interface RegisterPage {
  readonly query: { data: unknown; error: unknown; refetch: () => unknown };
  readonly register: Register | undefined;
  readonly people: readonly Person[];
  readonly sync: Sync;
  readonly mark: (bookingIds: readonly string[], code: MarkCode) => void;
  readonly sendNow: () => void;
}

const registerKey = (sessionId: string) => ['register', sessionId];

function useOutbox(sessionId: string): MarkOutbox {
  const { api, queries } = useRuntime();
  const [outbox] = useState(
    () =>
      new MarkOutbox({
        send: async (changes) => {
          const params = { path: { id: sessionId } };
          const body = { changes: [...changes], sentAt: new Date().toISOString() };
          const answer = await api.POST('/sessions/{id}/attendance', { params, body });
          return bodyOf<AttendanceReceipt>(answer);
        },
        onRegister: (register) => queries.setQueryData(registerKey(sessionId), register),
      }),
  );
  useEffect(() => {
    const again = () => void outbox.flush();
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      outbox.stop();
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [outbox]);
  return outbox;
}

/** One register: names, marks, and how many marks are still on their way. */
export function useRegisterPage(sessionId: string): RegisterPage {
  const { api } = useRuntime();
  const query = useQuery({
    queryKey: registerKey(sessionId),
    queryFn: async () => {
      const params = { path: { id: sessionId } };
      return bodyOf<Register>(await api.GET('/sessions/{id}/register', { params }));
    },
  });
  const outbox = useOutbox(sessionId);
  const { waiting, sync } = useSyncExternalStore(outbox.subscribe, outbox.snapshot);
  useUnsaved(waiting.length > 0);
  return {
    query,
    register: query.data,
    people: withChanges(query.data?.people ?? [], waiting),
    sync,
    mark: (bookingIds, code) => {
      const markedAt = new Date().toISOString();
      outbox.add(
        bookingIds.map((bookingId) => ({
          changeId: crypto.randomUUID(),
          bookingId,
          code,
          markedAt,
        })),
      );
    },
    sendNow: () => void outbox.flush(),
  };
}
