import type { Mutant } from './queue-world.ts';

const occupying = `('RUNNING', 'CANCELING')`;
const isParallel = `(coalesce(s.manifest->>'concurrency', 'QUEUE') = 'PARALLEL')`;
const isBusy = `(e.state in ${occupying} and (not ${isParallel} or e.id < d.id))`;
const hasEarlier = `(e.state = 'QUEUED' and e.id < d.id))`;
const busyLock = `(e.state in ${occupying} and e.lock_key = s.manifest->>'lock')`;
const busyLine = `(e.state = 'QUEUED' and e.id < d.id and t.manifest->>'lock' = s.manifest->>'lock')`;
const takenSlot = `where host = $1 and slot = n and state in ${occupying}`;

/** The code's checks gone, any queued deployment is taken: only the indexes are left. */
export const unchecked: Mutant = {
  title: 'the claim checks nothing',
  edits: [
    ['order by d.id limit 1', 'order by random() limit 1'],
    [isBusy, 'false'],
    [hasEarlier, 'false)'],
    [busyLock, 'false'],
    [busyLine, 'false'],
  ],
};

export const mutants: Mutant[] = [
  {
    title: 'a claim does not look whether the service is busy, and no index does',
    edits: [[isBusy, 'false']],
    schema: 'drop index deployments_exclusive',
  },
  {
    title: 'a claim does not look whether the lock is taken, and no index does',
    edits: [[busyLock, 'false']],
    schema: 'drop index deployments_lock',
  },
  {
    title: 'a claim does not look which slots are free, and no index does',
    edits: [[takenSlot, 'where false']],
    schema: 'drop index deployments_slot',
  },
  {
    title: 'the newest of a line is taken first',
    edits: [
      ['order by d.id limit 1', 'order by d.id desc limit 1'],
      [hasEarlier, 'false)'],
    ],
  },
  { title: 'a slot is not freed', edits: [[takenSlot, 'where host = $1 and slot = n']] },
  { title: 'slots are counted over all hosts', edits: [[takenSlot, `where slot = n and state in ${occupying}`]] },
  { title: 'the fence is ignored', ignoresFence: true },
  {
    title: 'a final state is left',
    edits: [
      [
        'select service_id::int, state, reason',
        `select service_id::int, case when state in ('QUEUED', 'CANCELING') then state else 'RUNNING' end as state, reason`,
      ],
    ],
  },
  { title: 'open steps are left open', edits: [['state = excluded.state,', '']] },
  { title: 'the end has no time', edits: [['finished_at = $9', 'finished_at = nullif($9::timestamptz, $9)']] },
  {
    title: 'a key is forgotten',
    edits: [['and idempotency_key = $2', 'and idempotency_key = $2 and false']],
    schema: 'alter table deployments drop constraint deployments_idempotent',
  },
  { title: 'the last number is not kept', edits: [['last_seq = $2', 'last_seq = last_seq']] },
];
