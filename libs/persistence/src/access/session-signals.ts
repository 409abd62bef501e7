import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Config } from '#platform/config/config.js';
import { CONFIG } from '#platform/config/config.module.js';
import { StructuredLogger } from '#platform/logging/logger.js';
import pg from 'pg';

const CHANNEL = 'session_changed';
const PING_MS = 200;
const RECONNECT_MS = 500;

/**
 * Hears from the database when a session, a role, an account or an organisation ends. Whether it
 * would hear is proved several times a second by a signal to itself: a line that is silent because it
 * is cut, or because something between does not pass signals on, is not taken for peace.
 */
@Injectable()
export class SessionSignals implements OnModuleInit, OnModuleDestroy {
  private readonly own = `session_ping_${randomUUID().replaceAll('-', '')}`;
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private heardSince = Number.POSITIVE_INFINITY;
  private provedAt = Number.NEGATIVE_INFINITY;
  private listener: () => void = () => undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: StructuredLogger,
  ) {}

  /** @param forget called at every change, and whenever changes may have been missed */
  onChange(forget: () => void): void {
    this.listener = forget;
  }

  /**
   * Whether every change since an instant has been heard.
   *
   * @param since on the clock of `performance.now()`, in milliseconds
   * @param withinMs how old the last proof may be
   */
  hasHeardAllSince(since: number, withinMs: number): boolean {
    return this.heardSince <= since && performance.now() - this.provedAt <= withinMs;
  }

  onModuleInit(): void {
    void this.connect();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      application_name: 'trellis-signals',
      connectionTimeoutMillis: 2_000,
    });
    this.client = client;
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    client.on('notification', ({ channel, payload }) => this.heard(channel, payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      await client.query(`LISTEN ${this.own}`);
      this.listener();
      this.heardSince = performance.now();
      await this.ping(client);
    } catch (error) {
      this.log.failure('session signals are away', error);
      this.lost(client);
    }
  }

  private heard(channel: string, payload: string | undefined): void {
    if (channel === CHANNEL) this.listener();
    else this.provedAt = Number(payload);
  }

  /** The signal carries when it was sent: what was proved is that moment and not a later one. */
  private async ping(client: pg.Client): Promise<void> {
    if (this.stopped || client !== this.client) return;
    try {
      await client.query('SELECT pg_notify($1, $2)', [this.own, String(performance.now())]);
    } catch {
      this.lost(client);
      return;
    }
    this.timer = setTimeout(() => void this.ping(client), PING_MS).unref();
  }

  private lost(client: pg.Client): void {
    if (this.stopped || client !== this.client) return;
    this.client = undefined;
    this.heardSince = Number.POSITIVE_INFINITY;
    this.listener();
    clearTimeout(this.timer);
    client.end().catch(() => undefined);
    this.timer = setTimeout(() => void this.connect(), RECONNECT_MS).unref();
  }
}
