import { bodyOf, type Session } from '#contract/client.js';
import { SESSION_KEY, useRuntime } from '../api.js';

/** Any request keeps a session alive; this one says as well how long it lives now. */
export function useStaySignedIn(): () => void {
  const { api, queries, watch } = useRuntime();
  const stay = async () => {
    const answer = await api.GET('/session');
    if (answer.response.status === 401) {
      watch.lost();
      return;
    }
    const session = bodyOf<Session>(answer);
    watch.started(session);
    queries.setQueryData(SESSION_KEY, session);
  };
  // Without a connection the warning stays, and pressing again tries again.
  return () => void stay().catch(() => undefined);
}
