import { describe, expect, it } from '@jest/globals';
import { safeContactFacts } from '#test/support/factories/domain-facts.js';
import {
  CONTACT_CHANNELS,
  isSafeTime,
  keepProtection,
  mayUseChannel,
  nextSafeTime,
  PREFERRED_METHODS,
  safeContactErrors,
  ukCoreContactMethod,
} from './safe-contact.js';

const at = (time: string) => new Date(`2026-11-05T${time}:00Z`);

describe('safe contact', () => {
  it('closes every channel when contact is prohibited', () => {
    const contact = safeContactFacts({ contactProhibited: true });

    expect(CONTACT_CHANNELS.filter((channel) => mayUseChannel(contact, channel))).toEqual([]);
  });

  it.each([
    ['phone', { mayPhone: false }],
    ['phone', { preferredMethod: 'no_phone' }],
    ['text', { mayText: false }],
    ['email', { mayEmail: false }],
    ['post', { mayPost: false }],
  ] as const)('closes only %s for %o', (channel, overrides) => {
    const contact = safeContactFacts(overrides);

    expect(CONTACT_CHANNELS.filter((each) => !mayUseChannel(contact, each))).toEqual([channel]);
  });

  it('keeps to the safe hours', () => {
    const contact = safeContactFacts({ safeFrom: '10:00', safeTo: '12:00' });

    expect(isSafeTime(contact, at('09:59'))).toBe(false);
    expect(isSafeTime(contact, at('10:00'))).toBe(true);
    expect(isSafeTime(contact, at('12:00'))).toBe(false);
    expect(nextSafeTime(contact, at('12:00'))).toEqual(new Date('2026-11-06T10:00:00Z'));
    expect(nextSafeTime(contact, at('11:00'))).toEqual(at('11:00'));
  });

  it('knows no unsafe hour when none are set', () => {
    expect(isSafeTime(safeContactFacts(), at('03:00'))).toBe(true);
    expect(nextSafeTime(safeContactFacts(), at('03:00'))).toEqual(at('03:00'));
  });

  it.each([
    [{ safeFrom: '10:00' }, '/safeTo'],
    [{ safeTo: '10:00' }, '/safeFrom'],
    [{ safeFrom: '10:00', safeTo: '10:00' }, '/safeTo'],
    [{ safeFrom: '25:00', safeTo: '10:00' }, '/safeFrom'],
    [{ safeFrom: '10:00', safeTo: 'noon' }, '/safeTo'],
    [{ codeWord: ' ' }, '/codeWord'],
    [{ codeWord: 'a\nb' }, '/codeWord'],
  ])('asks for a change: %o', (overrides, pointer) => {
    expect(safeContactErrors(safeContactFacts(overrides)).map((error) => error.pointer)).toEqual([
      pointer,
    ]);
  });

  it('takes safe hours and a code word', () => {
    const contact = safeContactFacts({ safeFrom: '22:00', safeTo: '06:00', codeWord: 'Bluebell' });

    expect(safeContactErrors(contact)).toEqual([]);
  });

  it('maps the preferred method to the national codes 1 to 9', () => {
    expect(PREFERRED_METHODS.map(ukCoreContactMethod)).toEqual([...'123456789']);
    expect(ukCoreContactMethod('email')).toBe('4');
    expect(ukCoreContactMethod('text')).toBe('9');
  });

  it('keeps what protects somebody when their details are entered without seeing it', () => {
    const recorded = {
      contactProhibited: true,
      codeWord: 'Bluebell',
      safeFrom: '10:00',
      safeTo: '12:00',
    };
    const entered = safeContactFacts({ mayEmail: false });

    expect(keepProtection(entered, recorded)).toEqual({ ...entered, ...recorded });
  });

  it('takes what was answered anew', () => {
    const recorded = {
      contactProhibited: false,
      codeWord: 'Bluebell',
      safeFrom: '10:00',
      safeTo: '12:00',
    };
    const entered = safeContactFacts({ codeWord: 'Foxglove', safeFrom: '14:00', safeTo: '15:00' });

    expect(keepProtection(entered, recorded)).toEqual(entered);
  });
});
