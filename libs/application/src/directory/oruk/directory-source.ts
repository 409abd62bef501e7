import fs from 'node:fs/promises';
import path from 'node:path';
import { fetchDirectory } from './fetch-directory.js';
import { MAX_BYTES, parseJson, SourceRefused, tooLarge } from './source-limits.js';

export interface DirectorySource {
  readonly documents: readonly unknown[];
  /** The name of the feed when nobody gives one: the host, or the name of the file. */
  readonly feed: string;
}

/**
 * Reads a directory from a file or, page by page, from an address.
 *
 * @param source a path, or an address that starts with http:// or https://
 * @throws SourceRefused when it cannot be read, is not JSON or is too large
 */
export async function readDirectorySource(source: string): Promise<DirectorySource> {
  if (/^https?:\/\//i.test(source)) {
    if (!URL.canParse(source)) throw new SourceRefused('This is not a web address.');
    const url = new URL(source);
    return { documents: await fetchDirectory(url), feed: feedName(url.hostname) };
  }
  const document = parseJson(await readFile(source));
  return { documents: [document], feed: feedName(path.basename(source).replace(/\.[^.]*$/, '')) };
}

async function readFile(file: string): Promise<Uint8Array> {
  const stat = await fs.stat(file).catch(() => null);
  if (!stat?.isFile()) throw new SourceRefused('There is no such file.');
  if (stat.size > MAX_BYTES) throw tooLarge();
  return fs.readFile(file);
}

/** Lower case letters, digits, dots and hyphens, so that a feed is easy to name on a command line. */
export const feedName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100) || 'feed';
