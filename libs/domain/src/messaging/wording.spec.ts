import { describe, expect, it } from '@jest/globals';
import { reminderWording, type ReminderWords } from './wording.js';

const words = (overrides: Partial<ReminderWords> = {}): ReminderWords => ({
  activityName: 'Garden group',
  isDiscreet: false,
  startsAt: new Date('2026-11-05T14:30:00Z'),
  zone: 'Europe/London',
  venueName: 'Test Garden',
  addressLines: ['1 Test Street', 'Oxford'],
  postcode: 'OX1 2JD',
  callName: 'Jo Mensah',
  callPhone: '+447700900123',
  serviceName: 'Test Link Worker Service',
  codeWord: null,
  ...overrides,
});

describe('the words of a reminder', () => {
  it('say when, where and who to call', () => {
    expect(reminderWording(words())).toEqual({
      subject: 'Garden group on Thursday 5 November 2026 at 2:30pm',
      text: [
        'Hello,',
        'This is a reminder of Garden group.',
        'When: Thursday 5 November 2026 at 2:30pm',
        'Where: Test Garden\n1 Test Street\nOxford\nOX1 2JD',
        'If you cannot come, or have a question, call Jo Mensah on 07700 900123.',
        'Test Link Worker Service',
      ].join('\n\n'),
    });
  });

  it('do not name a discreet activity', () => {
    const { subject, text } = reminderWording(words({ isDiscreet: true }));

    expect(subject).toBe('Your appointment on Thursday 5 November 2026 at 2:30pm');
    expect(text).toContain('This is a reminder of your appointment.');
    expect(subject + text).not.toContain('Garden group');
  });

  it('are signed with the code word and name neither service, activity nor worker', () => {
    const { subject, text } = reminderWording(words({ codeWord: 'Bluebell' }));

    expect(text.endsWith('\n\nBluebell')).toBe(true);
    expect(subject + text).not.toMatch(/Garden group|Link Worker|Jo Mensah/);
    expect(text).toContain('call 07700 900123');
  });

  it('name the clock in the hour that happens twice', () => {
    const { subject } = reminderWording(words({ startsAt: new Date('2026-10-25T01:30:00Z') }));

    expect(subject).toContain('1:30am GMT');
  });

  it('do without a phone number or a postcode', () => {
    const { text } = reminderWording(words({ callPhone: null, postcode: null }));

    expect(text).toContain('tell the person who booked it for you');
    expect(text).toContain('Where: Test Garden\n1 Test Street\nOxford\n\n');
  });
});
