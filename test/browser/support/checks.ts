import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 A and AA, and what axe calls best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Scripts of the page as text: the compiler knows this side without a browser, and the policy of the
 * page refuses a script tag but not the debugger.
 */
const RUN_AXE = `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`;

const LOOK = `(() => {
  const isSmall = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && (width < 24 || height < 24);
  };
  return {
    pixelsTooWide: Math.max(0, document.documentElement.scrollWidth - innerWidth),
    headings: document.querySelectorAll('h1').length,
    hasTitle: /^.+ - Trellis$/.test(document.title),
    font: getComputedStyle(document.body).fontFamily.toLowerCase(),
    rawEntities: /&[a-z]+;/.test(document.body.innerText),
    smallTargets: [...document.querySelectorAll('button, select')].filter(isSmall)
      .map((element) => element.textContent.trim()),
  };
})()`;

const FOCUS = `document.activeElement.tagName.toLowerCase() + '.' + document.activeElement.className`;

/** What axe finds wrong. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(RUN_AXE);
}

/** What axe does not look at. */
export interface Looks {
  readonly pixelsTooWide: number;
  readonly headings: number;
  readonly hasTitle: boolean;
  readonly font: string;
  readonly rawEntities: boolean;
  readonly smallTargets: string[];
}

export const GOOD_LOOKS: Looks = {
  pixelsTooWide: 0,
  headings: 1,
  hasTitle: true,
  font: 'arial, sans-serif',
  rawEntities: false,
  smallTargets: [],
};

export const looksOf = (page: Page): Promise<Looks> => page.evaluate<Looks>(LOOK);

/** Pictures for people to look at, when BROWSER_SHOTS names a folder. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['BROWSER_SHOTS'];
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}

/** The tag and class of what has the focus. */
export const focusedOn = (page: Page): Promise<string> => page.evaluate<string>(FOCUS);
