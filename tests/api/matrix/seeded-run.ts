import type { Pool } from 'pg';
import { stepStates } from '../../../server/deployments/states.ts';

/** Steps in every state, a log and the events of a run that failed. */
export async function fill(pool: Pool, id: number): Promise<void> {
  for (const [index, state] of stepStates.entries())
    await pool.query(
      `insert into steps (deployment_id, position, name, state, message, started_at, finished_at, first_line, last_line, seq)
       values ($1, $2, $3, $4, 'seed message', $5, $6, 1, 3, 2)`,
      [id, index + 1, `seed step ${state}`, state, at, later],
    );
  await pool.query(
    `insert into log_chunks (deployment_id, seq, first_line, line_count, at, text, runs) values ($1, 3, 1, 3, $2, $3, $4)`,
    [id, at, 'seed log\nseed error: it broke\nseed end', JSON.stringify([run])],
  );
  for (const [seq, kind, data] of [
    [1, 'STATE', { ...state, state: 'QUEUED', finishedAt: null, estimate: null }],
    [2, 'STEP', step],
    [4, 'STATE', state],
  ] as const)
    await pool.query('insert into events (deployment_id, seq, at, kind, data) values ($1, $2, $3, $4, $5)', [
      ...[id, seq, at, kind, JSON.stringify(data)],
    ]);
}

const at = '2026-01-01T00:00:00.000Z';
const later = '2026-01-01T00:00:30.000Z';
const run = { lines: 3, stream: 'STDOUT', step: 1, continued: true };
const step = {
  ...{ position: 1, name: 'seed step', state: 'RUNNING', message: 'seed message' },
  ...{ startedAt: at, finishedAt: later, firstLine: 1, lastLine: 3 },
};
const state = {
  ...{ state: 'FAILURE', reason: 'seed reason', startedAt: at, finishedAt: later, exitCode: 3, signal: 'SIGSEED' },
  canceledBy: 'seed canceler',
  estimate: { sampleSize: 3, p50Ms: 1000, p90Ms: 2000, steps: [] },
};
