import { describe, expect, it } from '@jest/globals';
import { type AttendanceChange, ProblemError, type Register } from '#contract/client.js';
import { MarkOutbox } from './mark-outbox.js';
import {
  hereCount,
  type Person,
  pressHere,
  pressNotHere,
  retryDelayMs,
  tickLate,
  tickToldUs,
  unmarked,
  withChanges,
} from './register-marks.js';

const person = (bookingId: string, mark: Person['mark'] = null): Person => ({
  bookingId,
  displayName: bookingId,
  needToKnow: [],
  mark,
  minutesLate: null,
});
const change = (changeId: string, bookingId: string, code: AttendanceChange['code']) => ({
  changeId,
  bookingId,
  code,
  markedAt: '2026-11-22T10:00:00Z',
});
const REGISTER = { people: [] } as unknown as Register;

describe('pressing on a register', () => {
  it('marks, and takes the mark back when pressed again', () => {
    expect(pressHere(null)).toBe('on_time');
    expect(pressHere('on_time')).toBe('not_marked');
    expect(pressHere('late')).toBe('not_marked');
    expect(pressNotHere(null)).toBe('did_not_come');
    expect(pressNotHere('told_us')).toBe('not_marked');
  });

  it('changes straight from one answer to the other', () => {
    expect(pressHere('did_not_come')).toBe('on_time');
    expect(pressNotHere('on_time')).toBe('did_not_come');
  });

  it('ticks late and told us on and off', () => {
    expect([tickLate(true), tickLate(false)]).toEqual(['late', 'on_time']);
    expect([tickToldUs(true), tickToldUs(false)]).toEqual(['told_us', 'did_not_come']);
  });

  it('shows the newest of several waiting marks', () => {
    const shown = withChanges(
      [person('a'), person('b', 'on_time')],
      [
        change('1', 'a', 'on_time'),
        change('2', 'a', 'did_not_come'),
        change('3', 'b', 'not_marked'),
      ],
    );
    expect(shown.map(({ mark }) => mark)).toEqual(['did_not_come', null]);
    expect(hereCount(shown)).toBe(0);
    expect(unmarked(shown).map(({ bookingId }) => bookingId)).toEqual(['b']);
  });

  it('tries again ever more slowly, at most once a minute', () => {
    expect([1, 2, 3, 10].map(retryDelayMs)).toEqual([2_000, 4_000, 8_000, 60_000]);
  });
});

describe('the marks that wait to be sent', () => {
  const outboxWith = (send: (changes: readonly AttendanceChange[]) => Promise<string[]>) =>
    new MarkOutbox({
      send: async (changes) => ({ applied: await send(changes), register: REGISTER }),
      onRegister: () => undefined,
    });
  const idsOf = (changes: readonly AttendanceChange[]) => changes.map(({ changeId }) => changeId);

  it('go in order, one request at a time, each once', async () => {
    const sent: string[][] = [];
    const outbox = outboxWith(async (changes) => {
      sent.push(idsOf(changes));
      return idsOf(changes);
    });
    outbox.add([change('1', 'a', 'on_time')]);
    outbox.add([change('2', 'b', 'on_time')]);
    await outbox.flush();
    await new Promise((done) => setImmediate(done));
    expect(sent).toEqual([['1'], ['2']]);
    expect(outbox.snapshot()).toEqual({ waiting: [], sync: { state: 'sent', number: 0 } });
  });

  it('stay, with the same ids, when no answer comes', async () => {
    const tried: string[][] = [];
    const outbox = outboxWith(async (changes) => {
      tried.push(idsOf(changes));
      if (tried.length === 1) throw new TypeError('Failed to fetch');
      return idsOf(changes);
    });
    outbox.add([change('1', 'a', 'on_time')]);
    await new Promise((done) => setImmediate(done));
    expect(outbox.snapshot().sync).toEqual({ state: 'waiting', number: 1 });
    await outbox.flush();
    outbox.stop();
    expect(tried).toEqual([['1'], ['1']]);
    expect(outbox.snapshot().sync.state).toBe('sent');
  });

  it('are given up only when the API says that they can never be taken', async () => {
    const outbox = outboxWith(async () => {
      throw new ProblemError({
        type: '/problems/attendance/closed',
        title: 'Closed',
        status: 409,
        detail: 'The register is closed',
      });
    });
    outbox.add([change('1', 'a', 'on_time')]);
    await new Promise((done) => setImmediate(done));
    expect(outbox.snapshot().sync).toEqual({
      state: 'refused',
      number: 0,
      why: 'The register is closed',
    });
  });
});
