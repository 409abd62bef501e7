import type { Response } from 'supertest';

export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Everything a caller can tell two answers apart by. The time is the same for nobody, the id of the
 * request is each request's own, and how often one may still try goes down with each.
 */
export function seen({ status, headers, text }: Response): Seen {
  const {
    date: _date,
    'keep-alive': _keepAlive,
    'x-ratelimit-remaining': _remaining,
    'x-ratelimit-reset': _reset,
    ...rest
  } = headers as Readonly<Record<string, string>>;
  return { status, headers: rest, text: text.replace(/urn:uuid:[0-9a-f-]{36}/, 'urn:uuid:any') };
}

/** JSON pointers of the fields a problem names. */
export const pointersOf = (body: { errors?: readonly { pointer: string }[] }): string[] =>
  (body.errors ?? []).map(({ pointer }) => pointer);
