import { describe, expect, it } from '@jest/globals';
import { safeContactFacts } from '#test/support/factories/domain-facts.js';
import { decideSend, SEND_REFUSALS, type SendFacts, type SendRefusal } from './send-decision.js';

const NOW = new Date('2026-11-04T17:00:00Z');

const facts = (overrides: Partial<SendFacts> = {}): SendFacts => ({
  channel: 'email',
  plannedForVersion: 1,
  expiresAt: new Date('2026-11-04T23:00:00Z'),
  booking: { status: 'booked', version: 1 },
  session: { status: 'scheduled', startsAt: new Date('2026-11-05T14:30:00Z') },
  referralStatus: 'active',
  hasDied: false,
  consentToChannel: true,
  contact: safeContactFacts(),
  address: 'margaret@example.org',
  quietFrom: '20:00',
  quietTo: '08:00',
  zone: 'Europe/London',
  ...overrides,
});

const decide = (overrides: Partial<SendFacts> = {}, at = NOW) => decideSend(facts(overrides), at);
const safe = (overrides: Parameters<typeof safeContactFacts>[0]) => ({
  contact: safeContactFacts(overrides),
});
const on = (iso: string) => new Date(`2026-11-${iso}Z`);

const UNTRUE: [SendRefusal, Partial<SendFacts>][] = [
  ['person_died', { hasDied: true }],
  ['booking_cancelled', { booking: { status: 'cancelled', version: 1 } }],
  ['booking_changed', { booking: { status: 'booked', version: 2 } }],
  ['session_cancelled', { session: { ...facts().session, status: 'cancelled' } }],
  ['referral_ended', { referralStatus: 'closed' }],
  ['referral_ended', { referralStatus: 'entered_in_error' }],
];

const NOT_ALLOWED: [SendRefusal, Partial<SendFacts>][] = [
  ['contact_prohibited', safe({ contactProhibited: true })],
  ['channel_not_permitted', safe({ mayEmail: false })],
  ['channel_not_permitted', { channel: 'sms', ...safe({ mayText: false }) }],
  ['channel_not_permitted', { channel: 'letter', ...safe({ mayPost: false }) }],
  ['no_consent', { consentToChannel: false }],
  ['no_contact_detail', { address: null }],
  ['no_contact_detail', { address: ' ' }],
];

describe('whether a message is sent', () => {
  it.each([
    ['email', 'email'],
    ['sms', 'mobile'],
    ['letter', 'address'],
  ] as const)('sends by %s to the %s when all is well', (channel, to) => {
    expect(decide({ channel })).toEqual({ send: true, channel, to });
  });

  it.each(UNTRUE)('cancels it: %s', (reason, overrides) => {
    expect(decide(overrides)).toEqual({ send: false, state: 'cancelled', reason });
  });

  it.each(NOT_ALLOWED)('does not send it: %s', (reason, overrides) => {
    expect(decide(overrides)).toEqual({ send: false, state: 'not_sent', reason });
  });

  it('lets it expire when it is late', () => {
    const expiresAt = on('04T16:59:59');

    expect(decide({ expiresAt })).toEqual({ send: false, state: 'expired', reason: 'too_late' });
    expect(decide({ expiresAt: NOW }).send).toBe(true);
  });

  it('lets it expire less than an hour before the start', () => {
    const startingAt = (startsAt: Date) => decide({ session: { status: 'scheduled', startsAt } });

    expect(startingAt(on('04T17:59:59'))).toEqual({
      send: false,
      state: 'expired',
      reason: 'session_too_close',
    });
    expect(startingAt(on('04T18:00:00')).send).toBe(true);
  });

  it('waits for the end of the quiet hours', () => {
    const expiresAt = on('05T10:00:00');

    expect(decide({ expiresAt }, on('05T07:30:00'))).toEqual({
      send: false,
      state: 'wait',
      reason: 'quiet_hours',
      until: on('05T08:00:00'),
    });
  });

  it('waits for the safe hours of the person', () => {
    const contact = safe({ safeFrom: '18:00', safeTo: '19:00' });

    expect(decide(contact)).toEqual({
      send: false,
      state: 'wait',
      reason: 'outside_safe_hours',
      until: on('04T18:00:00'),
    });
    expect(decide(contact, on('04T18:00:00')).send).toBe(true);
  });

  it('waits through the quiet hours and then for the safe hours', () => {
    const overrides = {
      ...safe({ safeFrom: '09:00', safeTo: '09:30' }),
      expiresAt: on('05T10:00:00'),
    };

    expect(decide(overrides, on('04T21:00:00'))).toMatchObject({
      state: 'wait',
      until: on('05T09:00:00'),
    });
  });

  it('expires rather than wait beyond its use', () => {
    expect(decide({}, on('04T22:00:00'))).toEqual({
      send: false,
      state: 'expired',
      reason: 'no_safe_time_left',
    });
  });

  it('expires when the safe hours lie wholly in the quiet ones', () => {
    const overrides = {
      ...safe({ safeFrom: '22:00', safeTo: '23:00' }),
      expiresAt: on('05T12:00:00'),
    };

    expect(decide(overrides)).toMatchObject({ state: 'expired', reason: 'no_safe_time_left' });
  });

  it('tells no more than is true: the first reason is that the booking is off', () => {
    expect(
      decide({
        booking: { status: 'cancelled', version: 2 },
        consentToChannel: false,
        expiresAt: on('01T00:00:00'),
      }),
    ).toMatchObject({ reason: 'booking_cancelled' });
  });

  it('has a test for every reason', () => {
    const tested = new Set([
      ...UNTRUE.map(([reason]) => reason),
      ...NOT_ALLOWED.map(([reason]) => reason),
      'too_late',
      'session_too_close',
      'no_safe_time_left',
      'quiet_hours',
      'outside_safe_hours',
    ]);

    expect([...tested].sort()).toEqual([...SEND_REFUSALS].sort());
  });
});
