/** The body of a new referral for a person on record. Fastify compiles it to a function once. */
const id = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
} as const;

export const CREATE_BODY = {
  type: 'object',
  additionalProperties: false,
  required: [
    'patientId',
    'providerId',
    'priority',
    'needCodes',
    'reason',
    'risk',
    'safeguarding',
    'consent',
  ],
  properties: {
    patientId: id,
    providerId: id,
    priority: { enum: ['1', '2'] },
    needCodes: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,40}$' },
    },
    reason: { type: 'string', minLength: 1, maxLength: 500 },
    risk: {
      type: 'object',
      additionalProperties: false,
      required: ['status'],
      properties: {
        status: { enum: ['no_known_risk', 'risk_recorded'] },
        detail: { type: 'string', nullable: true, maxLength: 500 },
      },
    },
    safeguarding: { type: 'boolean' },
    consent: {
      type: 'object',
      additionalProperties: false,
      required: ['shareChoice', 'shareWithVenue', 'writeBackToGp'],
      properties: {
        shareChoice: { enum: ['agreed', 'agreed_without_details', 'not_agreed'] },
        shareWithVenue: { type: 'boolean' },
        writeBackToGp: { enum: ['all', 'codes_only', 'none'] },
      },
    },
  },
} as const;

export interface CreateBody {
  readonly patientId: string;
  readonly providerId: string;
  readonly priority: string;
  readonly needCodes: readonly string[];
  readonly reason: string;
  readonly risk: { readonly status: string; readonly detail?: string | null };
  readonly safeguarding: boolean;
  readonly consent: { readonly shareChoice: string };
}
