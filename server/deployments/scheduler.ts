import fs from 'node:fs';
import { requestStop } from '../runner/attach.ts';
import { runDirectory } from '../runner/spec.ts';
import { claimDeployment, type Dispatched } from './claim.ts';
import { type Followed, ingest } from './ingest.ts';
import { prepareLaunch } from './launch.ts';
import { type Occupied, occupiedBy } from './queue.ts';
import { handOverAgainMs, lookAfter, type RecoveryDeps, type Watch } from './recovery.ts';
import { refuseRun } from './run-changes.ts';

export type SchedulerDeps = RecoveryDeps & {
  host: string;
  maxConcurrent: number;
  /** Not null: too little room is left on this host to start anything. Each look asks again. */
  disk: { low(): { freeBytes: number } | null };
};

type Following = { run: Followed; watch: Watch; stop: () => Promise<void> };

/** How often the database's view of this host is compared with ours; dispatch itself does not wait for it. */
const lookMs = 1_000;

/**
 * Takes deployments from the queue, hands them to supervisors and follows their journals. Woken by every start and every
 * end. Owns nothing that matters: a server that starts finds the same runs in the database and on disk, by the same look
 * that it takes each second.
 */
export class Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #following = new Map<number, Following>();
  /** Dispatching and looking take turns, or a look would see claims that are not followed yet. */
  #turn: Promise<void> = Promise.resolve();
  #dispatchQueued = false;
  #started = false;
  #looks: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
  }

  /** Takes up what this host was running, then the queue. Before that nothing is handed over: scripts are told where we are. */
  async start(): Promise<void> {
    this.#started = true;
    await this.#take('the runs of this host could not be read', () => this.#look());
    this.#looks = setInterval(
      () => void this.#take('the runs of this host could not be read', () => this.#look()),
      lookMs,
    );
    this.wake();
  }

  /** Something may run that could not before. Cheap, and safe to call at any time. */
  wake(): void {
    if (this.#dispatchQueued || !this.#started) return;
    this.#dispatchQueued = true;
    void this.#take('the queue could not be read', async () => {
      this.#dispatchQueued = false;
      for (let next = await this.#claim(); next !== null; next = next.othersWait ? await this.#claim() : null)
        await this.#launch(next);
    });
  }

  /** A cancel was committed: tells the run's supervisor at once, if the run is ours. Each look repeats it. */
  stop(id: number, by: string): void {
    const run = this.#following.get(id)?.run;
    if (run === undefined) return;
    this.#requestStop(run, by).catch((error: unknown) =>
      this.#deps.log.warn(
        { err: error, deployment: id },
        'the stop request could not be written; the next look tries again',
      ),
    );
  }

  /** Stops following; the runs go on into their journals. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#looks);
    await this.#turn;
    await Promise.all([...this.#following.values()].map((each) => each.stop()));
  }

  async #take(problem: string, work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      if (this.#closed) return;
      await work().catch((error: unknown) => this.#deps.log.warn({ err: error }, `${problem}; trying again soon`));
    });
    return this.#turn;
  }

  async #claim(): Promise<Dispatched | null> {
    if (this.#closed || this.#deps.disk.low() !== null) return null;
    const { host, maxConcurrent, settings } = this.#deps;
    const { defaultTimeoutSeconds } = settings;
    return claimDeployment(this.#deps, { host, slots: maxConcurrent, defaultTimeoutSeconds });
  }

  async #launch({ claim, accessToken }: Dispatched): Promise<void> {
    const { settings, sealing, supervisors } = this.#deps;
    const runDir = runDirectory(settings.runsDir, claim.runId);
    const run = { id: claim.id, fence: claim.fence, runDir, claimedAt: new Date() };
    try {
      await prepareLaunch(settings, sealing, claim, accessToken);
      supervisors.start(runDir);
      this.#follow(run, { n: 0, offset: 0 });
    } catch (error) {
      await refuseRun(this.#deps, run, error);
    }
  }

  async #look(): Promise<void> {
    const all = await occupiedBy(this.#deps.pool, this.#deps.host);
    for (const occupied of all) {
      await this.#lookAt(occupied).catch((error: unknown) =>
        this.#deps.log.error({ err: error, deployment: occupied.id }, 'the run could not be looked after'),
      );
    }
    for (const [id, { stop }] of this.#following) if (!all.some((each) => each.id === id)) await stop();
    this.wake();
  }

  async #lookAt(occupied: Occupied): Promise<void> {
    const known = this.#following.get(occupied.id);
    if (known !== undefined && known.run.fence !== occupied.fence) await known.stop(); // given back and claimed again
    const following = this.#following.get(occupied.id) ?? this.#takeUp(occupied);
    // The stop first: a supervisor that takes the run only now must find it before it starts the script.
    if (occupied.state === 'CANCELING') await this.#requestStop(following.run, occupied.canceledBy ?? 'unknown');
    await lookAfter(this.#deps, following.run, following.watch, following.stop);
  }

  /**
   * The directory first: it is watched from the moment the run is followed. It may have been claimed just now by another
   * server of this host, so it is handed over again at the next look.
   */
  #takeUp({ id, fence, runId, claimedAt, cursor }: Occupied): Following {
    const runDir = runDirectory(this.#deps.settings.runsDir, runId);
    fs.mkdirSync(runDir, { recursive: true, mode: 0o700 });
    return this.#follow({ id, fence, runDir, claimedAt }, cursor, Date.now() + lookMs / 2 - handOverAgainMs);
  }

  #requestStop({ runDir }: Followed, by: string): Promise<void> {
    return requestStop(runDir, { why: 'cancel', by });
  }

  #follow(run: Followed, cursor: Occupied['cursor'], handedOverAt = Date.now()): Following {
    const abort = new AbortController();
    const reading = ingest(this.#deps, run, cursor, abort.signal)
      .then(() => undefined)
      .catch((error: unknown) => this.#deps.log.error({ err: error, deployment: run.id }, 'reading the run failed'))
      .finally(() => {
        this.#following.delete(run.id);
        this.wake();
      });
    const stop = async (): Promise<void> => {
      abort.abort();
      await reading;
    };
    const following = { run, watch: { goneSince: null, handedOverAt }, stop };
    this.#following.set(run.id, following);
    return following;
  }
}
