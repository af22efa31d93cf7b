import type { Mutant } from './queue-world.ts';

const occupying = `('RUNNING', 'CANCELING')`;
const busyService = `(e.state in ${occupying} or (e.state = 'QUEUED' and e.id < d.id))`;
const busyLock = `(e.state in ${occupying} and e.lock_key = s.manifest->>'lock')`;
const busyLine = `(e.state = 'QUEUED' and e.id < d.id and t.manifest->>'lock' = s.manifest->>'lock')`;
const takenSlot = `where host = $1 and slot = n and state in ${occupying}`;

/** Puts `by` in the place of `part`; what the statements do not contain is not a mutant. */
const replacing =
  (part: string, by: string) =>
  (text: string): string =>
    text.replaceAll(part, by);

/** The code's checks gone, any queued deployment is taken: only the indexes are left. */
export const unchecked: Mutant = {
  title: 'the claim checks nothing',
  sql: (text) =>
    replacing(
      busyLock,
      'false',
    )(
      replacing(busyService, 'false')(replacing('order by d.id limit 1', 'order by random() limit 1')(text)),
    ).replaceAll(busyLine, 'false'),
};

export const mutants: Mutant[] = [
  {
    title: 'a claim does not look whether the service is busy, and no index does',
    sql: replacing(busyService, `(e.state = 'QUEUED' and e.id < d.id)`),
    schema: 'drop index deployments_exclusive',
  },
  {
    title: 'a claim does not look whether the lock is taken, and no index does',
    sql: replacing(busyLock, 'false'),
    schema: 'drop index deployments_lock',
  },
  {
    title: 'a claim does not look which slots are free, and no index does',
    sql: replacing(takenSlot, 'where false'),
    schema: 'drop index deployments_slot',
  },
  {
    title: 'the newest of a line is taken first',
    sql: (text) =>
      replacing(
        'order by d.id limit 1',
        'order by d.id desc limit 1',
      )(replacing(busyService, `(e.state in ${occupying})`)(text)),
  },
  { title: 'a slot is not freed', sql: replacing(takenSlot, 'where host = $1 and slot = n') },
  { title: 'slots are counted over all hosts', sql: replacing(takenSlot, `where slot = n and state in ${occupying}`) },
  { title: 'the fence is ignored', ignoresFence: true },
  {
    title: 'a final state is left',
    sql: replacing(
      'select service_id::int, state, reason',
      `select service_id::int, case when state in ('QUEUED', 'CANCELING') then state else 'RUNNING' end as state, reason`,
    ),
  },
  { title: 'open steps are left open', sql: replacing('do update set state = excluded.state,', 'do update set') },
  { title: 'the end has no time', sql: replacing('finished_at = $9', 'finished_at = nullif($9::timestamptz, $9)') },
  {
    title: 'a key is forgotten',
    sql: replacing('and idempotency_key = $2', 'and idempotency_key = $2 and false'),
    schema: 'alter table deployments drop constraint deployments_idempotent',
  },
  { title: 'the last number is not kept', sql: replacing('last_seq = $2', 'last_seq = last_seq') },
];
