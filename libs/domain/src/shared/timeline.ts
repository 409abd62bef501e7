/** A value that can be stored with an entry of the timeline as it stands. */
export type CapturedValue =
  | string
  | number
  | boolean
  | null
  | readonly CapturedValue[]
  | { readonly [name: string]: CapturedValue };

export type Captured = Readonly<Record<string, CapturedValue>>;

/**
 * What is written into a person's history by one step. The caller adds who did it. `captured` may
 * hold what people wrote, so it stays in the database: events and jobs never carry it.
 */
export interface TimelineEntry {
  /** The same name as the event of the step, such as `referral.allocated`. */
  readonly kind: string;
  readonly at: Date;
  readonly captured: Captured;
}
