/**
 * Text that is kept on this device until it is saved, so that a reload or a lost connection does not
 * lose it. It lives as long as the tab, and signing out removes it: desks are shared.
 */
const PREFIX = 'draft:';

export function readDraft(name: string): string {
  try {
    return sessionStorage.getItem(PREFIX + name) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(name: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, text);
  } catch {
    // A browser that refuses storage still has the text on the page.
  }
}

export function forgetDrafts(): void {
  try {
    sessionStorage.clear();
  } catch {
    // Nothing was kept.
  }
}
