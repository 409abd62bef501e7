import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { CONFIG } from '../config/config.module.js';
import type { Config } from '../config/config.js';
import { outcomeOf, type SendResult } from './smtp-outcome.js';

export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** How long the server may take for each of its answers, in milliseconds. */
const ANSWER_TIMEOUT_MS = 10_000;
const LOOKUP_TIMEOUT_MS = 5_000;

type MailConfig = Pick<Config, 'smtpUrl' | 'smtpLookupUrl' | 'mailFrom'>;

/**
 * Sends mail by SMTP, one connection a message, and can tell how far a message came. Every attempt
 * at one message carries the same Message-ID, so that the server can be asked for it.
 */
@Injectable()
export class SmtpChannel {
  private readonly domain: string;

  constructor(@Inject(CONFIG) private readonly config: MailConfig) {
    this.domain = /@([^\s@>]+)>?\s*$/.exec(config.mailFrom)?.[1] ?? 'localhost';
  }

  /** Whether the server can say if a message of ours arrived. Most cannot. */
  get canBeAsked(): boolean {
    return this.config.smtpLookupUrl !== null;
  }

  /** The name of a message at the provider: the same for every attempt. */
  referenceOf(id: string): string {
    return `<${id}@${this.domain}>`;
  }

  /**
   * Hands one message to the server. Never throws: whatever happens is an outcome.
   *
   * @param deadlineMs after so many milliseconds the text is no longer handed over
   */
  async send(id: string, mail: OutgoingMail, deadlineMs: number): Promise<SendResult> {
    const text = await this.compose(id, mail);
    const body = new Body(text, performance.now() + deadlineMs);
    const connection = new SMTPConnection(this.connectionOptions(deadlineMs));
    const deadline = setTimeout(() => connection.close(), deadlineMs);
    try {
      await this.converse(connection, { from: this.sender(), to: [mail.to] }, body);
      return { outcome: 'accepted', code: '250' };
    } catch (error) {
      return outcomeOf(error, body.handedOver);
    } finally {
      clearTimeout(deadline);
      connection.close();
    }
  }

  /**
   * @returns whether the provider has the message
   * @throws Error when the provider gives no usable answer
   */
  async hasArrived(id: string): Promise<boolean> {
    if (this.config.smtpLookupUrl === null) throw new Error('This mail server cannot be asked');
    const url = new URL(this.config.smtpLookupUrl);
    url.searchParams.set('messageId', this.referenceOf(id));
    const answer = await fetch(url, { signal: AbortSignal.timeout(LOOKUP_TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`The look-up of a message answered ${answer.status}`);
    const body: unknown = await answer.json();
    if (typeof body === 'object' && body !== null && 'count' in body) {
      if (typeof body.count === 'number') return body.count > 0;
    }
    throw new Error('The look-up of a message gave no count');
  }

  private compose(id: string, mail: OutgoingMail): Promise<Buffer> {
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const message = { ...mail, from: this.config.mailFrom, messageId: this.referenceOf(id) };
    return new MailComposer({ ...message, headers }).compile().build();
  }

  private connectionOptions(deadlineMs: number) {
    const timeout = Math.min(ANSWER_TIMEOUT_MS, deadlineMs);
    return {
      ...parseConnectionUrl(this.config.smtpUrl),
      connectionTimeout: timeout,
      greetingTimeout: timeout,
      socketTimeout: timeout,
      dnsTimeout: timeout,
      logger: false,
    };
  }

  private sender(): string {
    return /<([^>]+)>/.exec(this.config.mailFrom)?.[1] ?? this.config.mailFrom;
  }

  private converse(
    connection: SMTPConnection,
    envelope: { readonly from: string; readonly to: string[] },
    body: Body,
  ): Promise<void> {
    const { auth } = parseConnectionUrl(this.config.smtpUrl);
    return new Promise((resolve, reject) => {
      const orReject =
        (next: () => void) =>
        (error?: Error | null): void =>
          error ? reject(error) : next();
      // Kept after the first: an error event that nobody hears would end the process.
      connection.on('error', reject);
      connection.once('end', () => reject(new Error('The connection ended')));
      const send = (): void => connection.send(envelope, body.stream, orReject(resolve));
      connection.connect(
        orReject(() => {
          if (auth) connection.login(auth, orReject(send));
          else send();
        }),
      );
    });
  }
}

/** The text of a message, which knows whether any of it has left. */
class Body {
  handedOver = false;
  readonly stream: Readable;

  constructor(
    private readonly text: Buffer,
    private readonly deadline: number,
  ) {
    // Read for the first time when the server has asked for the text, and not before.
    this.stream = Readable.from(this.chunks());
  }

  private *chunks(): Generator<Buffer> {
    // A process that was frozen on the way has lost its lease: somebody else may be sending.
    if (performance.now() > this.deadline) throw new Error('Too late to hand the message over');
    this.handedOver = true;
    yield this.text;
  }
}
