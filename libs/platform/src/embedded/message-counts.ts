/** How many Message-IDs are remembered; the oldest are forgotten first. */
const REMEMBERED = 20_000;

/** The part of a caught message that counting needs. */
export interface CaughtEmail {
  readonly headers: Readonly<Record<string, unknown>>;
}

/** How often each Message-ID has arrived, longer than the messages themselves are kept. */
export class MessageCounts {
  private readonly counts = new Map<string, number>();

  add(email: CaughtEmail): void {
    const header = email.headers['message-id'];
    if (typeof header !== 'string') return;
    const id = bare(header);
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
    if (this.counts.size <= REMEMBERED) return;
    const [oldest] = this.counts.keys();
    if (oldest !== undefined) this.counts.delete(oldest);
  }

  /** @param messageId with or without its angle brackets */
  of(messageId: string): number {
    return this.counts.get(bare(messageId)) ?? 0;
  }
}

/** Source: RFC 5322, 3.6.4: the angle brackets are not part of the msg-id's meaning. */
function bare(messageId: string): string {
  return messageId.trim().replace(/^<|>$/g, '');
}
