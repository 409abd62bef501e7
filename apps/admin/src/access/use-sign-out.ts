import { expectDone } from '#contract/client.js';
import { useRuntime } from '../api.js';
import { forgetDrafts } from '../ui/device-draft.js';

/**
 * Ends the session. The page is loaded anew afterwards, so that nothing that was read stays in the
 * memory of a shared device.
 */
export function useSignOut(): () => Promise<void> {
  const { api } = useRuntime();
  return async () => {
    try {
      expectDone(await api.DELETE('/session'));
    } finally {
      forgetDrafts();
      window.location.assign('/sign-in');
    }
  };
}
