import { isJsonObject, type JsonObject } from './field-reader.js';
import { MAX_BYTES, parseJson, SourceRefused, tooLarge } from './source-limits.js';

const TIMEOUT_MS = 10_000;
const MAX_PAGES = 200;
const MAX_SERVICES = 5_000;
const MAX_REDIRECTS = 3;

/**
 * Reads a directory from its API: the pages of `/services`, and of each service the full record.
 * Only the origin that was given is ever asked, wherever its answers point.
 *
 * @returns one document, or a list of the full records
 * @throws SourceRefused when it does not answer, answers too much, or points elsewhere
 */
export async function fetchDirectory(url: URL): Promise<unknown[]> {
  const isList = /\/services\/?$/.test(url.pathname);
  const first = isList ? null : await fetchJson(url).catch(() => null);
  if (first !== null && !isFrontPage(first)) return [first];
  const list = isList ? url : withPath(url, `${url.pathname.replace(/\/$/, '')}/services`);
  const summaries = await fetchPages(list);
  const records: unknown[] = [];
  for (const summary of summaries) records.push(await fetchFull(list, summary));
  return [{ contents: records }];
}

/** The front page of a directory tells of it and holds no records. */
const isFrontPage = (document: unknown): boolean =>
  isJsonObject(document) && ('openapi_url' in document || 'profile' in document);

async function fetchPages(list: URL): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const url = new URL(list);
    url.searchParams.set('page', String(page));
    const document = await fetchJson(url);
    const contents = isJsonObject(document) ? document['contents'] : document;
    if (!Array.isArray(contents)) {
      throw new SourceRefused('The list of services has no "contents". Check the address.');
    }
    items.push(...(contents as unknown[]));
    if (items.length > MAX_SERVICES) {
      throw new SourceRefused('There are more than 5,000 services. Import a smaller part.');
    }
    if (contents.length === 0 || isLastPage(document, page)) return items;
  }
  throw new SourceRefused('There are more than 200 pages. Import a smaller part.');
}

function isLastPage(document: unknown, page: number): boolean {
  if (!isJsonObject(document)) return true;
  const { last_page: last, total_pages: total } = document;
  return last === true || typeof total !== 'number' || page >= total;
}

/** The list may leave out places and times. Where the full record cannot be had, the short one is used. */
async function fetchFull(list: URL, summary: unknown): Promise<unknown> {
  if (!isJsonObject(summary) || isFull(summary)) return summary;
  const { id } = summary;
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/i.test(id)) return summary;
  const full = await fetchJson(withPath(list, `${list.pathname.replace(/\/$/, '')}/${id}`)).catch(
    () => null,
  );
  return isJsonObject(full) ? full : summary;
}

const isFull = (summary: JsonObject): boolean =>
  'service_at_locations' in summary && 'schedules' in summary;

function withPath(url: URL, pathname: string): URL {
  const other = new URL(url);
  other.pathname = pathname;
  other.search = '';
  return other;
}

async function fetchJson(url: URL): Promise<unknown> {
  const response = await follow(url);
  if (!response.ok) {
    await response.body?.cancel();
    throw new SourceRefused(
      `The directory answered ${String(response.status)}. Check the address.`,
    );
  }
  return parseJson(await readBounded(response));
}

async function follow(url: URL): Promise<Response> {
  let at = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await ask(at);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    at = new URL(location, at);
    if (at.origin !== url.origin) {
      throw new SourceRefused('The directory points to another address. Give that one instead.');
    }
  }
  throw new SourceRefused('The directory points in circles. Check the address.');
}

async function ask(url: URL): Promise<Response> {
  try {
    return await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new SourceRefused('The directory does not answer. Check the address and try again.');
  }
}

/** Counted as it arrives: a length that is announced may be untrue. */
async function readBounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part?.value) break;
    size += part.value.byteLength;
    if (size > MAX_BYTES) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
