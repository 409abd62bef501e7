import { BOOKING_CANCEL_REASONS, type BookingCancelReason } from '#domain/placements/booking.js';
import { CodeField, IdField, TextField } from '../../shared/validators.js';

export class BookingRequest {
  @IdField({ description: 'The session to book a place at.' })
  readonly sessionId!: string;
}

export class BookingMoveRequest {
  @IdField({ description: 'Another session of the same activity.' })
  readonly sessionId!: string;
}

export class BookingCancellationRequest {
  @CodeField(BOOKING_CANCEL_REASONS)
  readonly reasonCode!: BookingCancelReason;

  @TextField(500, { optional: true, description: 'Needed with the reason "other".' })
  readonly text?: string | null;
}
