import type { Pool } from 'pg';
import type { Hub } from '../live/hub.ts';
import { replay } from '../live/replay.ts';
import { readEvents } from './run-store.ts';
import type { DeploymentEvent, LogSnapshot } from './snapshots.ts';
import { isFinal } from './states.ts';

export type EventKind = DeploymentEvent['kind'];

/** An event as a subscriber gets it; adjacent log chunks travel together. `after`: the seq it follows in this stream. */
export type StreamedEvent =
  | (Exclude<DeploymentEvent, { kind: 'LOG' }> & { after: number })
  | { kind: 'LOG'; seq: number; after: number; at: string; chunks: (LogSnapshot & { at: string })[] };

/** Events that one read of the database brings. */
const historyPage = 200;
/** Text of one streamed event; more becomes a further one. */
const maxEventChars = 256 * 1024;

/** Everything of a deployment after `after`, in order and exactly once, then live; ends after the final state. */
export async function* streamEvents(
  deps: { pool: Pool; hub: Hub<DeploymentEvent> },
  id: number,
  input: { after: number; kinds?: readonly EventKind[] | undefined; signal: AbortSignal },
): AsyncGenerator<StreamedEvent, void, void> {
  const history = (after: number): Promise<DeploymentEvent[]> => readEvents(deps.pool, id, after, historyPage);
  let after = input.after;
  for await (const events of replay(deps.hub, id, input.after, history, input.signal)) {
    const wanted = events.filter((event) => input.kinds === undefined || input.kinds.includes(event.kind));
    for (const event of merge(wanted, after)) {
      yield event;
      after = event.seq;
    }
    if (events.some((event) => event.kind === 'STATE' && isFinal(event.data.state))) return;
  }
}

function* merge(events: readonly DeploymentEvent[], start: number): Generator<StreamedEvent, void, void> {
  let after = start;
  let open: Extract<StreamedEvent, { kind: 'LOG' }> | null = null;
  let chars = 0;
  for (const event of events) {
    if (event.kind === 'LOG' && open !== null && chars < maxEventChars) {
      open.chunks.push({ ...event.data, at: event.at });
      open.seq = event.seq;
      chars += event.data.text.length;
      continue;
    }
    if (open !== null) {
      yield open;
      after = open.seq;
      open = null;
    }
    if (event.kind === 'LOG') {
      const { seq, at, data } = event;
      open = { kind: 'LOG', seq, after, at, chunks: [{ ...data, at }] };
      chars = data.text.length;
    } else {
      yield { ...event, after };
      after = event.seq;
    }
  }
  if (open !== null) yield open;
}
