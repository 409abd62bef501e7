/** Thrown when a source cannot be read at all; the message says what to do. */
export class SourceRefused extends Error {}

/** Most bytes of a file or of one page. */
export const MAX_BYTES = 10 * 1024 * 1024;

export const tooLarge = (): SourceRefused =>
  new SourceRefused('This is larger than 10 MB. Split it into smaller files.');

/** @throws SourceRefused when it is not JSON in UTF-8 */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new SourceRefused('This is not JSON in UTF-8. Save it again as JSON.');
  }
}
