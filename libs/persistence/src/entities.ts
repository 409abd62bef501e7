import { MessageEntity } from './messaging/message.entity.js';
import { BookingEntity } from './placements/booking.entity.js';
import { PlacementEntity } from './placements/placement.entity.js';
import { ReferralEntity } from './referrals/referral.entity.js';

/** Every entity of the data source: the rows that commands change. Lists and details are read by SQL. */
export const entities = [BookingEntity, MessageEntity, PlacementEntity, ReferralEntity] as const;
