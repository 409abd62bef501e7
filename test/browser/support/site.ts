import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { hashPassword } from '#platform/auth/password.js';
import { startTestApi, type TestApi } from '../../support/api.js';
import type { Person } from '../../support/world-people.js';
import { launchBrowser } from './browser.js';

const CLIENT_FOLDER = path.resolve('dist/admin');
const PASSWORD = 'trellis in the garden 1';
const PATIENCE_MS = 15_000;

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page: script errors, refusals of the policy, requests to elsewhere. */
  readonly faults: string[];
  readonly close: () => Promise<void>;
}

export interface Site {
  readonly origin: string;
  readonly api: TestApi;
  visit(size?: { width: number; height: number }): Promise<Visitor>;
  /** A visitor who has signed in through the page, as people do. */
  visitAs(person: Person, size?: { width: number; height: number }): Promise<Visitor>;
  close(): Promise<void>;
}

const DESKTOP = { width: 1280, height: 900 };

/** The real API with the built client, and a browser to visit it. */
export async function startSite(overrides: Record<string, string> = {}): Promise<Site> {
  if (!fs.existsSync(path.join(CLIENT_FOLDER, 'index.html'))) {
    throw new Error('The client is not built: run npm run build');
  }
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const api = await startTestApi({
    CLIENT_FOLDER,
    PUBLIC_ORIGINS: origin,
    PORT: String(port),
    ...overrides,
  });
  await api.app.listen(port, '127.0.0.1');
  const browser = await launchBrowser();
  const passwordHash = await hashPassword(PASSWORD);

  const visit = (size = DESKTOP) => openVisitor(browser, origin, size);
  return {
    origin,
    api,
    visit,
    visitAs: async (person, size) => {
      await api.database.db.query('UPDATE user_account SET password_hash = $1 WHERE id = $2', [
        passwordHash,
        person.userId,
      ]);
      const visitor = await visit(size);
      await signIn(visitor.page, person.email);
      return visitor;
    },
    close: async () => {
      await browser.close();
      await api.close();
    },
  };
}

/** Fills in the sign-in page and waits for the first page of the role. */
export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  await page.getByRole('navigation', { name: 'Menu' }).waitFor();
}

async function openVisitor(
  browser: Browser,
  origin: string,
  size: { width: number; height: number },
): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: size,
    hasTouch: size.width < 500,
    locale: 'en-GB',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) {
      faults.push(`asked elsewhere: ${request.url()}`);
    }
  });
  return { page, context, faults, close: () => context.close() };
}

/** A port that nobody listens on now, and that a browser does not refuse. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
