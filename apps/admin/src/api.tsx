import { QueryClient, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import {
  type ApiClient,
  bodyOf,
  createApiClient,
  ProblemError,
  type Session,
} from '#contract/client.js';
import { SessionWatch } from './access/session-watch.js';

export interface Runtime {
  readonly api: ApiClient;
  readonly queries: QueryClient;
  readonly watch: SessionWatch;
}

/** The three things every page shares: the client of the API, what it answered, and the session. */
export function createRuntime(): Runtime {
  const watch = new SessionWatch();
  const api = createApiClient({
    origin: window.location.origin,
    csrfToken: () => watch.csrfToken,
    onResponse: (response, request) => watch.answered(response, request),
  });
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 1 && mayHelpToRetry(error),
      },
      mutations: { retry: false },
    },
  });
  return { api, queries, watch };
}

const mayHelpToRetry = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.problem.status >= 500;

const RuntimeContext = createContext<Runtime | undefined>(undefined);

export const RuntimeProvider = RuntimeContext.Provider;

/** @throws Error outside a RuntimeProvider */
export function useRuntime(): Runtime {
  const runtime = useContext(RuntimeContext);
  if (!runtime) throw new Error('RuntimeProvider is missing');
  return runtime;
}

export const useApi = (): ApiClient => useRuntime().api;

export const SESSION_KEY = ['session'];

/** Who is signed in; null when nobody is. */
export const sessionQuery = ({ api, watch }: Runtime) => ({
  queryKey: SESSION_KEY,
  queryFn: async (): Promise<Session | null> => {
    const answer = await api.GET('/session');
    if (answer.response.status === 401) return null;
    const session = bodyOf<Session>(answer);
    watch.started(session);
    return session;
  },
  staleTime: Infinity,
});

/**
 * The session of a page that only signed-in people reach.
 * @throws Error when nobody is signed in
 */
export function useSession(): Session {
  const { data } = useQuery({ ...sessionQuery(useRuntime()), enabled: false });
  if (!data) throw new Error('No session on a page that needs one');
  return data;
}
