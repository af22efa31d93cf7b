import { expect, test } from 'vitest';
import { type TrendRow, trendOf } from '../../../server/deployments/service-trend.ts';
import type { DeploymentState } from '../../../server/deployments/states.ts';

let id = 100;
/** Newest first, as the database gives them. */
const row = (state: DeploymentState, finishedAt: string, committedAt: string | null = null): TrendRow => ({
  ...{ id: id--, state, finishedAt: `2026-11-${finishedAt}:00.000Z`, durationMs: 1_000, committedAt },
});

test('counts lost and timed out runs among the failures, and canceled ones in no figure but their own', () => {
  const rows = [
    row('SUCCESS', '21T12:00'),
    row('CANCELED', '21T11:00'),
    row('LOST', '20T12:00'),
    row('TIMED_OUT', '20T11:00'),
    row('FAILURE', '20T10:00'),
  ];

  const trend = trendOf(rows, 30);

  expect(trend).toMatchObject({ successes: 1, failures: 3, canceled: 1 });
  expect(trend.perDay).toEqual([
    { day: '2026-11-20', successes: 0, failures: 3, canceled: 0 },
    { day: '2026-11-21', successes: 1, failures: 0, canceled: 1 },
  ]);
});

test('takes from the end of each failure to the end of the next success as recovery, the median of them', () => {
  const rows = [
    row('FAILURE', '21T15:00'), // nothing has followed it yet
    row('SUCCESS', '21T12:00'),
    row('CANCELED', '21T11:50'),
    row('FAILURE', '21T11:30'),
    row('FAILURE', '21T11:00'),
    row('SUCCESS', '20T12:00'),
    row('FAILURE', '20T11:50'),
  ];

  expect(trendOf(rows, 30).recoveryMedianSeconds).toBe(30 * 60);
});

test('knows a lead time only where a success says when its commit was made', () => {
  expect(trendOf([row('SUCCESS', '21T12:00'), row('SUCCESS', '21T11:00', 'yesterday')], 30)).toMatchObject({
    recoveryMedianSeconds: null,
    leadTimeMedianSeconds: null,
  });
  const said = [
    row('SUCCESS', '21T12:00', '2026-11-21T11:00:00Z'),
    row('SUCCESS', '21T12:00', '2026-11-21T10:00:00Z'),
    row('FAILURE', '21T12:00', '2026-11-01T10:00:00Z'),
  ];
  expect(trendOf(said, 30).leadTimeMedianSeconds).toBe(90 * 60);
});
