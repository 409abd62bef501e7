import { useSyncExternalStore } from 'react';

export interface Flash {
  readonly id: number;
  readonly text: string;
  /** Shown on the page that follows the next navigation as well as now. */
  readonly forNextPage: boolean;
}

/**
 * What just succeeded, said once. It lives in memory only: the history of the browser would keep the
 * name of a patient.
 */
let current: Flash | undefined;
let lastId = 0;
const listeners = new Set<() => void>();

function set(flash: Flash | undefined): void {
  current = flash;
  listeners.forEach((listener) => listener());
}

/** Says it on the page that the caller goes to next. */
export function announceNext(text: string): void {
  lastId += 1;
  set({ id: lastId, text, forNextPage: true });
}

/** Says it on this page. */
export function announceHere(text: string): void {
  lastId += 1;
  set({ id: lastId, text, forNextPage: false });
}

/** Called when the address changes: a message is kept for one page and then gone. */
export function turnPage(): void {
  if (!current) return;
  set(current.forNextPage ? { ...current, forNextPage: false } : undefined);
}

export const clearFlash = (): void => set(undefined);

export const isFlashing = (): boolean => current !== undefined;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useFlash = (): Flash | undefined => useSyncExternalStore(subscribe, () => current);
