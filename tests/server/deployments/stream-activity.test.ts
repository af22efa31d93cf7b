import { afterEach, beforeEach, expect, it } from 'vitest';
import { system } from '../../../server/access/viewer.ts';
import type { ActivityEvent } from '../../../server/deployments/stream-activity.ts';
import { openTestCore, type TestCore } from '../../helpers/core.ts';
import { says } from '../../helpers/services.ts';
import { until } from '../../helpers/until.ts';

let core: TestCore;
let stop: AbortController;
let readers: Promise<void>[];

beforeEach(async () => {
  core = await openTestCore({ services: { web: { script: says('build', 'success') }, api: {} } });
  stop = new AbortController();
  readers = [];
});
afterEach(async () => {
  stop.abort();
  await Promise.all(readers);
  await core[Symbol.asyncDispose]();
});

type Options = { after?: string; services?: string[]; kinds?: ('DEPLOYMENT' | 'SERVICE')[] };

const subscribe = (options: Options = {}) =>
  core.operations.deployments.activity(system, { ...options, signal: stop.signal });

/** Collects what comes, until the test ends. */
function collect(stream: AsyncGenerator<ActivityEvent, void, void>): ActivityEvent[] {
  const events: ActivityEvent[] = [];
  const read = async (): Promise<void> => {
    for await (const event of stream) events.push(event);
  };
  readers.push(read());
  return events;
}

const stateOf = (event: ActivityEvent, id: number): string | null =>
  event.kind === 'DEPLOYMENT' && event.deployment.id === id ? event.deployment.state : null;
const sawEnd = (events: ActivityEvent[], id: number) =>
  until(`the end of #${id} is seen`, () => events.some((event) => stateOf(event, id) === 'SUCCESS'));

/** The next event; the stream listens once this was called. */
const next = async (stream: AsyncGenerator<ActivityEvent, void, void>): Promise<ActivityEvent> => {
  const { value } = await stream.next();
  if (value === undefined) throw new Error('the stream has ended');
  return value;
};

it('shows a deployment and its service as they change', async () => {
  const events = collect(subscribe({ after: await core.operations.deployments.activityCursor(system) }));

  const { id } = await core.run('web');
  await sawEnd(events, id);

  await until('the service is seen', () =>
    events.some((event) => event.kind === 'SERVICE' && event.service.recentRuns[0]?.state === 'SUCCESS'),
  );
});

it('resumes after the cursor of any event without missing what came later', async () => {
  const before = await core.operations.deployments.activityCursor(system);
  const ids = [(await core.run('web')).id, (await core.run('api')).id, (await core.run('web')).id];
  const whole = collect(subscribe({ after: before }));
  await until('all are seen', () => ids.every((id) => whole.some((event) => stateOf(event, id) === 'SUCCESS')));
  const keys = (events: readonly ActivityEvent[]): Set<string> =>
    new Set(
      events.map((event) =>
        event.kind === 'DEPLOYMENT'
          ? `deployment ${event.deployment.id}`
          : event.kind === 'SERVICE'
            ? `service ${event.service.id}`
            : event.kind,
      ),
    );

  for (const [index, event] of whole.entries()) {
    const seen = keys(whole.slice(0, index + 1));
    const rest = collect(subscribe({ after: event.cursor }));

    await until('everything is seen', () => [...keys(whole)].every((key) => seen.has(key) || keys(rest).has(key)));
  }
});

it('joins the changes of one row while its reader is busy', async () => {
  const stream = subscribe({ kinds: ['DEPLOYMENT'], after: await core.operations.deployments.activityCursor(system) });
  const id = await core.start('web');
  await next(stream);
  await core.ended(id);
  const newest = collect(subscribe());
  const second = await core.run('api');
  await sawEnd(newest, second.id);

  const rest = [await next(stream), await next(stream)].map(
    (event) => event.kind === 'DEPLOYMENT' && event.deployment.id,
  );

  expect(rest).toContain(second.id);
});

it('tells only of the services and kinds that were asked for', async () => {
  const after = await core.operations.deployments.activityCursor(system);
  const ofWeb = collect(subscribe({ after, services: ['web'], kinds: ['DEPLOYMENT'] }));

  const other = await core.run('api');
  const { id } = await core.run('web');
  await sawEnd(ofWeb, id);

  expect(ofWeb.every((event) => event.kind === 'DEPLOYMENT')).toBe(true);
  expect(ofWeb.some((event) => stateOf(event, other.id) !== null)).toBe(false);
});

it('resets a reader with a cursor of another database, and goes on', async () => {
  const events = collect(subscribe({ after: 'another:1' }));
  await until('the reset is seen', () => events.some((event) => event.kind === 'RESET'));

  const { id } = await core.run('web');

  await sawEnd(events, id);
});

it('ends when its reader leaves', async () => {
  const stream = subscribe();
  const pending = stream.next();

  stop.abort();

  expect(await pending).toEqual({ value: undefined, done: true });
});
