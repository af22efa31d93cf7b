import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { byDay, startOfDate, startOfDay } from '../../../../client/web/components/days.ts';
import { dayName, hourMinute } from '../../../../client/web/components/format.ts';
import { setZone } from '../../../../client/web/session/preferences.ts';
import { toFilter } from '../../../../client/web/views/history/filter.ts';
import { toAuditFilter } from '../../../../client/web/views/settings/audit-filter.ts';

const zoneBefore = process.env.TZ;
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

describe('days of a reader in Berlin', () => {
  process.env.TZ = 'Europe/Berlin';
  afterEach(() => setZone('local'));
  afterAll(() => {
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  });

  test.each([
    ['local', '2026-11-23T23:30:00Z', '2026-11-23T23:00:00.000Z', 'Tuesday 24 November'],
    ['utc', '2026-11-23T23:30:00Z', '2026-11-23T00:00:00.000Z', 'Monday 23 November'],
    ['local', '2026-11-23T10:00:00Z', '2026-11-22T23:00:00.000Z', 'Monday 23 November'],
    ['utc', '2026-11-23T10:00:00Z', '2026-11-23T00:00:00.000Z', 'Monday 23 November'],
  ] as const)('begin in the zone %s, in which they are named: %s', (zone, at, begins, name) => {
    setZone(zone);
    const day = startOfDay(Date.parse(at), zone);

    expect([iso(day), dayName(day, Date.parse('2026-12-24T00:00:00Z'))]).toEqual([begins, name]);
  });

  test('hold the runs whose time is written as of that day', () => {
    const runs = ['2026-11-24T00:10:00Z', '2026-11-23T23:30:00Z', '2026-11-23T10:00:00Z'].map((startedAt) => ({
      ...{ createdAt: '2026-11-21T00:00:00Z', startedAt },
    }));
    const written = (zone: 'local' | 'utc') => {
      setZone(zone);
      return [...byDay(runs, zone)].map(([day, held]) => [
        ...[dayName(day, Date.parse('2026-12-24T00:00:00Z'))],
        ...held.map((run) => hourMinute(Date.parse(run.startedAt))),
      ]);
    };

    expect(written('local')).toEqual([
      ['Tuesday 24 November', '01:10', '00:30'],
      ['Monday 23 November', '11:00'],
    ]);
    expect(written('utc')).toEqual([
      ['Tuesday 24 November', '00:10'],
      ['Monday 23 November', '23:30', '10:00'],
    ]);
  });

  test('are called today and yesterday, also where a day has 25 hours', () => {
    const names = (now: string) =>
      ['2026-10-25T00:00', '2026-10-24T12:00', '2026-10-23T12:00'].map((at) =>
        dayName(Date.parse(at), Date.parse(now)),
      );

    expect(names('2026-10-25T23:30')).toEqual(['Today', 'Yesterday', 'Friday 23 October']);
    expect(names('2026-10-25T00:30')).toEqual(['Today', 'Yesterday', 'Friday 23 October']);
  });

  test('are the same for every filter by dates, the last one included', () => {
    const days = { from: '2026-10-25', to: '2026-10-25' };

    expect(toFilter(days, 0, 'local')).toEqual({
      createdAfter: '2026-10-24T22:00:00.000Z',
      createdBefore: '2026-10-25T23:00:00.000Z',
    });
    expect(toFilter(days, 0, 'utc')).toEqual({
      createdAfter: '2026-10-25T00:00:00.000Z',
      createdBefore: '2026-10-26T00:00:00.000Z',
    });
    for (const zone of ['local', 'utc'] as const) {
      const { createdAfter: after, createdBefore: before } = toFilter(days, 0, zone);
      expect(toAuditFilter(days, zone)).toEqual({ after, before });
    }
  });

  test.each([undefined, '', 'yesterday', '2026-13-01', '2026-1-1'])('are not: %j', (text) => {
    expect(startOfDate(text, 'utc')).toBeNull();
  });
});
