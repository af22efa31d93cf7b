import { expect, it } from 'vitest';
import { Hub, type Sequenced } from '../../../server/live/hub.ts';

const topic = 7;
const createHub = (maxWeight = 100): Hub<Sequenced> => new Hub({ weigh: () => 1, maxWeight });
const events = (...seqs: number[]): Sequenced[] => seqs.map((seq) => ({ seq }));

it('keeps nothing while nobody listens', () => {
  const hub = createHub();

  hub.publish(topic, events(1, 2));

  expect(hub.topics).toBe(0);
  using listener = hub.join(topic);
  expect(listener.since(0)).toBeNull();
});

it('answers from memory what follows a seq that it reaches back to', () => {
  const hub = createHub();
  using listener = hub.join(topic);

  hub.publish(topic, events(4, 5));
  hub.publish(topic, events(6));

  expect(listener.since(3)).toEqual(events(4, 5, 6));
  expect(listener.since(5)).toEqual(events(6));
  expect(listener.since(6)).toEqual([]);
  expect(listener.since(2)).toBeNull();
});

it('forgets the oldest events beyond its weight, never the newest', () => {
  const hub = createHub(3);
  using listener = hub.join(topic);

  hub.publish(topic, events(1, 2, 3, 4, 5));

  expect(listener.since(0)).toBeNull();
  expect(listener.since(2)).toEqual(events(3, 4, 5));
});

it('sends its listeners to the database when events are missing in between', () => {
  const hub = createHub();
  using listener = hub.join(topic);

  hub.publish(topic, events(1, 2));
  hub.publish(topic, events(4));

  expect(listener.since(2)).toBeNull();
  expect(listener.since(3)).toEqual(events(4));
});

it('does not let a publication that was overtaken by a newer one hide the newer one', () => {
  const hub = createHub();
  using listener = hub.join(topic);

  hub.publish(topic, events(7));
  hub.publish(topic, events(5, 6));

  expect(listener.since(4)).toBeNull();
  expect(listener.since(6)).toEqual(events(7));
});

it('sends its listeners to the database after a nudge, until something newer is published', () => {
  const hub = createHub();
  using listener = hub.join(topic);
  hub.publish(topic, events(1));

  hub.nudge(topic);
  const nudged = listener.since(1);
  hub.publish(topic, events(3));

  expect(nudged).toBeNull();
  expect(listener.since(2)).toEqual(events(3));
});

it('sends a listener that knows more than memory to the database', () => {
  const hub = createHub();
  using listener = hub.join(topic);

  hub.publish(topic, events(1, 2));

  expect(listener.since(4)).toBeNull();
});

it('wakes whoever waits at a publication, a nudge, a nudge of all and the abort', async () => {
  const hub = createHub();
  using listener = hub.join(topic);
  const { signal } = new AbortController();

  for (const wake of [() => hub.publish(topic, events(1)), () => hub.nudge(topic), () => hub.nudgeAll()]) {
    listener.forget();
    const waiting = listener.changed(signal);
    wake();
    await expect(waiting).resolves.toBeUndefined();
  }
  listener.forget();
  await expect(listener.changed(AbortSignal.abort())).resolves.toBeUndefined();
});

it('does not wait for what happened since it was told to forget', async () => {
  const hub = createHub();
  using listener = hub.join(topic);
  listener.forget();

  hub.nudge(topic);

  await expect(listener.changed(new AbortController().signal)).resolves.toBeUndefined();
});

it('forgets a topic when its last listener leaves, and does not wake for other topics', () => {
  const hub = createHub();
  const first = hub.join(topic);
  const second = hub.join(topic);

  first[Symbol.dispose]();
  expect(hub.topics).toBe(1);
  second[Symbol.dispose]();

  expect(hub.topics).toBe(0);
  expect(() => hub.nudge(topic)).not.toThrow();
});
