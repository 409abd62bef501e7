import { useEffect } from 'react';

let unsaved = 0;

/** Whether any form on the page holds answers that are not saved. */
export const hasUnsaved = (): boolean => unsaved > 0;

/** Counts a form as unsaved while it is; what is unsaved is never thrown away without asking. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    unsaved += 1;
    return () => {
      unsaved -= 1;
    };
  }, [isUnsaved]);
}
