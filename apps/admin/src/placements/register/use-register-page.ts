import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type AttendanceChange, bodyOf, ProblemError, type Register } from '#contract/client.js';
import { useRuntime } from '../../api.js';
import { useUnsaved } from '../../ui/unsaved.js';
import { type MarkCode, type Person, retryDelayMs, withChanges } from './register-marks.js';

const BATCH = 100;

export type Sync =
  | { readonly state: 'sent' | 'sending' | 'waiting'; readonly number: number }
  | { readonly state: 'refused'; readonly number: number; readonly why: string };

export interface RegisterPage {
  readonly query: { data: unknown; error: unknown; refetch: () => unknown };
  readonly register: Register | undefined;
  readonly people: readonly Person[];
  readonly sync: Sync;
  readonly mark: (bookingIds: readonly string[], code: MarkCode) => void;
  readonly sendNow: () => void;
}

interface Outbox {
  readonly waiting: readonly AttendanceChange[];
  readonly sync: Sync;
  readonly add: (changes: readonly AttendanceChange[]) => void;
  readonly sendNow: () => void;
}

/**
 * Sends marks in the order they were made, one request at a time. What did not arrive stays, with the
 * same ids, and is tried again: the API applies each id once.
 */
function useOutbox(sessionId: string, onRegister: (register: Register) => void): Outbox {
  const { api } = useRuntime();
  const queue = useRef<readonly AttendanceChange[]>([]);
  const [waiting, setWaiting] = useState<readonly AttendanceChange[]>([]);
  const [problem, setProblem] = useState<'offline' | string>();
  const [isSending, setSending] = useState(false);
  const busy = useRef(false);
  const failures = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const replaceQueue = useCallback((changes: readonly AttendanceChange[]) => {
    queue.current = changes;
    setWaiting(changes);
  }, []);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    if (busy.current) return;
    busy.current = true;
    setSending(true);
    try {
      while (queue.current.length > 0) {
        const changes = queue.current.slice(0, BATCH);
        const answer = await api.POST('/sessions/{id}/attendance', {
          params: { path: { id: sessionId } },
          body: { changes, sentAt: new Date().toISOString() },
        });
        const { applied, register } = bodyOf<{ applied: string[]; register: Register }>(answer);
        onRegister(register);
        replaceQueue(queue.current.filter(({ changeId }) => !applied.includes(changeId)));
        failures.current = 0;
        setProblem(undefined);
      }
    } catch (error) {
      failures.current += 1;
      if (error instanceof ProblemError && [403, 404, 409, 422].includes(error.problem.status)) {
        replaceQueue([]);
        setProblem(error.problem.detail ?? error.problem.title);
      } else {
        setProblem('offline');
        timer.current = setTimeout(() => void flush(), retryDelayMs(failures.current));
      }
    } finally {
      busy.current = false;
      setSending(false);
    }
  }, [api, sessionId, onRegister, replaceQueue]);

  useEffect(() => {
    const again = () => void (queue.current.length > 0 && flush());
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [flush]);

  return {
    waiting,
    sync: syncOf(waiting.length, isSending, problem),
    add: (changes) => {
      replaceQueue([...queue.current, ...changes]);
      void flush();
    },
    sendNow: () => void flush(),
  };
}

function syncOf(number: number, isSending: boolean, problem: string | undefined): Sync {
  if (number > 0) return { state: isSending ? 'sending' : 'waiting', number };
  if (problem && problem !== 'offline') return { state: 'refused', number, why: problem };
  return { state: 'sent', number };
}

/** One register: names, marks, and how many marks are still on their way. */
export function useRegisterPage(sessionId: string): RegisterPage {
  const { api, queries } = useRuntime();
  const key = ['register', sessionId];
  const query = useQuery({
    queryKey: key,
    queryFn: async () => {
      const params = { path: { id: sessionId } };
      return bodyOf<Register>(await api.GET('/sessions/{id}/register', { params }));
    },
  });
  const onRegister = useCallback(
    (register: Register) => queries.setQueryData(['register', sessionId], register),
    [queries, sessionId],
  );
  const outbox = useOutbox(sessionId, onRegister);
  useUnsaved(outbox.waiting.length > 0);
  return {
    query,
    register: query.data,
    people: withChanges(query.data?.people ?? [], outbox.waiting),
    sync: outbox.sync,
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
    sendNow: outbox.sendNow,
  };
}
