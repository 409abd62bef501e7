import { useSyncExternalStore } from 'react';

/**
 * What was typed into the search box. It may be a name or an NHS number, so it stays in memory: not
 * in the address, not in the history of the browser, not on the disk.
 */
let term = '';
const listeners = new Set<() => void>();

export function setSearchTerm(typed: string): void {
  term = typed.trim().slice(0, 80);
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSearchTerm = (): string => useSyncExternalStore(subscribe, () => term);
