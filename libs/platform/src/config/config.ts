/** Everything a process needs to know from outside, read once and checked at the start. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly redisUrl: string;
  readonly queuePrefix: string;
  readonly smtpUrl: string;
  /** Where an SMTP server can be asked whether a Message-ID arrived; most cannot be asked. */
  readonly smtpLookupUrl: string | null;
  readonly mailFrom: string;
  /** Origins whose pages may call the API with a cookie. */
  readonly publicOrigins: readonly string[];
  readonly secureCookie: boolean;
  /** Folder of the built client that the API serves itself; null where another server does. */
  readonly clientFolder: string | null;
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  readonly tokenMinutes: number;
  /** Sign-in attempts a minute from one address before 429. */
  readonly signInsPerMinute: number;
  /** Proxies in front of this process whose X-Forwarded-For is believed. */
  readonly trustedProxies: number;
  readonly logLevel: string;
  /** Seconds between two looks of the worker for due messages that no queue told it of. */
  readonly pollSeconds: number;
  /** Seconds the API goes on serving after it was told to stop, so that no request under way is cut off. */
  readonly drainSeconds: number;
  /** Seconds a worker holds a message it is sending, before another may take it over. */
  readonly leaseSeconds: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Thrown at start with every fault at once; names variables, never their values. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not complete:\n- ${faults.join('\n- ')}`);
    this.name = 'ConfigError';
  }
}

class Reader {
  readonly faults: string[] = [];

  constructor(private readonly env: Environment) {}

  text(name: string, fallback?: string): string {
    const value = this.env[name]?.trim() || fallback;
    if (value === undefined) this.faults.push(`Set ${name} (see .env.example).`);
    return value ?? '';
  }

  url(name: string, schemes: readonly string[], fallback?: string): string {
    const value = this.text(name, fallback);
    if (value && !schemes.some((scheme) => value.startsWith(`${scheme}://`))) {
      this.faults.push(`${name} must start with ${schemes.join(':// or ')}://.`);
    }
    return value;
  }

  number(name: string, fallback: number, min: number, max: number): number {
    const text = this.text(name, String(fallback));
    const value = Number(text);
    if (!Number.isInteger(value) || value < min || value > max) {
      this.faults.push(`${name} must be a whole number from ${min} to ${max}.`);
    }
    return value;
  }

  flag(name: string, fallback: boolean): boolean {
    const text = this.text(name, String(fallback));
    if (text !== 'true' && text !== 'false') this.faults.push(`${name} must be true or false.`);
    return text === 'true';
  }
}

/**
 * Reads and checks the configuration.
 *
 * @throws ConfigError with every variable that is missing, malformed or too weak for production
 */
export function readConfig(env: Environment): Config {
  const read = new Reader(env);
  const production = env['NODE_ENV'] === 'production';
  const port = read.number('PORT', 3000, 0, 65_535);
  const config: Config = {
    production,
    host: read.text('HOST', '127.0.0.1'),
    port,
    databaseUrl: read.url('DATABASE_URL', ['postgres', 'postgresql']),
    databasePool: read.number('DATABASE_POOL', 10, 2, 200),
    redisUrl: read.url('REDIS_URL', ['redis', 'rediss']),
    queuePrefix: read.text('QUEUE_PREFIX', 'trellis'),
    smtpUrl: read.url('SMTP_URL', ['smtp', 'smtps']),
    smtpLookupUrl: env['SMTP_LOOKUP_URL'] ? read.url('SMTP_LOOKUP_URL', ['http', 'https']) : null,
    mailFrom: read.text('MAIL_FROM', 'Trellis <no-reply@trellis.example.org>'),
    publicOrigins: read
      .text('PUBLIC_ORIGINS', `http://localhost:${port},http://127.0.0.1:${port}`)
      .split(',')
      .map((origin) => origin.trim()),
    secureCookie: read.flag('SECURE_COOKIE', production),
    clientFolder: env['CLIENT_FOLDER'] || null,
    sessionIdleMinutes: read.number('SESSION_IDLE_MINUTES', 30, 1, 240),
    sessionHours: read.number('SESSION_HOURS', 12, 1, 24),
    tokenMinutes: read.number('TOKEN_MINUTES', 10, 1, 60),
    signInsPerMinute: read.number('SIGN_INS_PER_MINUTE', 20, 1, 100_000),
    trustedProxies: read.number('TRUSTED_PROXIES', 0, 0, 10),
    logLevel: read.text('LOG_LEVEL', 'info'),
    pollSeconds: read.number('POLL_SECONDS', 30, 1, 300),
    drainSeconds: read.number('DRAIN_SECONDS', production ? 5 : 0, 0, 60),
    leaseSeconds: read.number('LEASE_SECONDS', 120, 1, 600),
  };
  const faults = [...read.faults, ...(production ? weakInProduction(config, env) : [])];
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

function weakInProduction(config: Config, env: Environment): string[] {
  const faults: string[] = [];
  if (!config.secureCookie) faults.push('SECURE_COOKIE must be true in production.');
  if (!env['PUBLIC_ORIGINS']) faults.push('Set PUBLIC_ORIGINS in production.');
  if (config.publicOrigins.some((origin) => !origin.startsWith('https://'))) {
    faults.push('PUBLIC_ORIGINS must all start with https:// in production.');
  }
  if (env['TRELLIS_EMBEDDED_REDIS'])
    faults.push('Production needs a real Redis: set REDIS_URL to it.');
  if (!env['MAIL_FROM']) faults.push('Set MAIL_FROM in production.');
  return faults;
}
