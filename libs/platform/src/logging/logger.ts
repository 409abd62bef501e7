import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** The only facts a log line may hold. Bodies, queries, names, addresses and tokens are not among them. */
export interface LogFacts {
  readonly requestId?: string;
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly actorId?: string;
  readonly organisationId?: string;
  readonly errorCode?: string;
  readonly jobId?: string;
  readonly queue?: string;
  readonly count?: number;
  readonly stack?: string;
}

const ALLOWED: readonly (keyof LogFacts)[] = [
  'requestId',
  'route',
  'method',
  'status',
  'durationMs',
  'actorId',
  'organisationId',
  'errorCode',
  'jobId',
  'queue',
  'count',
  'stack',
];

const PERSONAL = [
  /\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/g,
  /(?:\+44|\b0)\d[\d ]{8,11}\d\b/g,
  /[^\s@"']+@[^\s@"']+\.[a-z]{2,}/gi,
];

/** The last net: NHS numbers, UK phone numbers and e-mail addresses never reach a log as they are. */
export function scrub(text: string): string {
  return PERSONAL.reduce((scrubbed, pattern) => scrubbed.replace(pattern, '[removed]'), text);
}

const BUFFER_BYTES = 8_192;
const FLUSH_MS = 200;

/** JSON log lines by allow-list. */
export class StructuredLogger {
  private readonly pino: Logger;

  constructor(process: string, level: string) {
    // Lines leave together, a few times a second; a blocking write for each would cost more than it says.
    const output = pino.destination({
      dest: 1,
      sync: false,
      minLength: BUFFER_BYTES,
      periodicFlush: FLUSH_MS,
    });
    this.pino = pino(
      {
        level,
        base: { process },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      output,
    );
  }

  info(message: string, facts: LogFacts = {}): void {
    this.pino.info(allowed(facts), scrub(message));
  }

  warn(message: string, facts: LogFacts = {}): void {
    this.pino.warn(allowed(facts), scrub(message));
  }

  error(message: string, facts: LogFacts = {}): void {
    this.pino.error(allowed(facts), scrub(message));
  }

  /**
   * Logs where an unexpected error came from. Its message is left out: a driver's message may
   * quote the values of a row. Of what caused it the code is named.
   */
  failure(message: string, error: unknown, facts: LogFacts = {}): void {
    this.error(message, { ...facts, errorCode: codesOf(error), stack: framesOf(error) });
  }

  /** The same log for NestJS's own start-up lines. */
  forNest(): LoggerService {
    return {
      log: (message: unknown) => this.pino.debug(scrub(String(message))),
      error: (message: unknown) => this.pino.error(scrub(String(message))),
      warn: (message: unknown) => this.pino.warn(scrub(String(message))),
    };
  }
}

function allowed(facts: LogFacts): LogFacts {
  const kept: Record<string, unknown> = {};
  for (const name of ALLOWED) {
    if (facts[name] !== undefined) kept[name] = facts[name];
  }
  return kept;
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.name : 'unknown';
}

const codesOf = (error: unknown): string =>
  error instanceof Error && error.cause !== undefined
    ? `${codeOf(error)} < ${codeOf(error.cause)}`
    : codeOf(error);

function framesOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => line.trimStart().startsWith('at '));
  return frames.slice(0, 12).join('\n');
}
