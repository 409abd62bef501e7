/**
 * What one record of a service directory comes to in our own terms. A field that is undefined was not
 * in the record and leaves alone what is stored; null clears it.
 */
export interface OrganisationRecord {
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  readonly email: string | null;
  readonly website: string | null;
}

export interface VenueRecord {
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  readonly locationType: 'physical' | 'postal' | 'virtual';
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly address?: {
    readonly lines: readonly string[];
    readonly city: string | null;
    readonly postcode: string | null;
  };
  readonly accessFeatures?: readonly string[];
  readonly accessNotes?: string | null;
}

export interface ScheduleRecord {
  readonly externalId: string;
  /** External id of the venue; null when the record does not say. */
  readonly venueId: string | null;
  readonly dtstart: string | null;
  readonly freq: 'WEEKLY' | 'MONTHLY' | null;
  readonly interval: number | null;
  readonly byday: string | null;
  readonly bymonthday: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly places: number | null;
  readonly description: string | null;
}

export const ACTIVITY_STATUSES = ['active', 'inactive', 'defunct', 'temporarily_closed'] as const;
export type ActivityStatus = (typeof ACTIVITY_STATUSES)[number];

/** What the attributes of a record say about it, where a mapping of ours knows them. */
export interface KnownAttributes {
  readonly needCodes: readonly string[];
  readonly isDropIn: boolean;
  readonly isDiscreet: boolean;
  readonly isInstantBooking: boolean;
}

export interface ActivityRecord {
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: ActivityStatus;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly contactPhone?: string | null;
  readonly contactEmail: string | null;
  readonly url: string | null;
  readonly alert: string | null;
  readonly assuredOn: string | null;
  readonly cost?: { readonly pence: number | null; readonly note: string | null };
  readonly languages?: readonly string[];
  readonly attributes?: KnownAttributes;
}

/** A service with all that hangs on it: it goes in as a whole or not at all. */
export interface DirectoryRecord {
  readonly organisation: OrganisationRecord | null;
  /** Where the organisation is not in the record: the external id of one that came before. */
  readonly organisationId: string | null;
  /** Null for an organisation that came alone. */
  readonly activity: ActivityRecord | null;
  readonly venues?: readonly VenueRecord[];
  /** All places of the service are in `venues`, so that one which is not there is no longer used. */
  readonly hasAllVenues: boolean;
  readonly schedules?: readonly ScheduleRecord[];
}
