import { DateField, InstantField, TextField } from '../../shared/validators.js';

export class SessionPeriodRequest {
  @DateField({ optional: true, description: 'First day; today unless told.' })
  readonly from?: string | null;

  @DateField({ optional: true, description: 'Last day; 13 days after the first unless told.' })
  readonly to?: string | null;
}

export class SessionMoveRequest {
  @InstantField()
  readonly startsAt!: string;

  @InstantField()
  readonly endsAt!: string;
}

export class SessionCancellationRequest {
  @TextField(200, { enter: 'why the session is cancelled, in a sentence' })
  readonly reason!: string;
}
