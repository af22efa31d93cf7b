import { isDeepStrictEqual } from 'node:util';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { audit } from '../access/audit.ts';
import { system, type Viewer } from '../access/viewer.ts';
import { standstillMs } from '../db/connection.ts';
import { ConflictError } from '../errors.ts';
import { type ReadOptions, readServices, type ServiceReading } from './directory.ts';
import { Service, type ServiceState } from './service.entity.ts';

export type SyncDeps = {
  orm: MikroORM;
  servicesDir: string;
  reading: ReadOptions;
  /** After the commit: dashboards and the queue may have news. */
  changed: () => void;
};

export type SyncResult = {
  added: Service[];
  updated: Service[];
  archived: Service[];
  /** All services in state INVALID, changed or not. */
  invalid: Service[];
  unchangedCount: number;
  /** Directories that cannot be services, with why. */
  ignored: { directory: string; message: string }[];
};

/** From this many services on, a sync that would archive more than half of them is taken for an accident. */
const suspiciousFrom = 4;

/**
 * Makes the database say what the directory says. One broken directory is one INVALID service and hides nothing. A
 * service whose directory went is archived, never deleted. Throws ConflictError when most would be archived without `force`.
 */
export async function syncServices(deps: SyncDeps, viewer: Viewer, { force }: { force: boolean }): Promise<SyncResult> {
  const result = await deps.orm.em.fork().transactional(async (em) => {
    // Here and on every server syncs take turns. Each reads in its turn: what was read before would be old news.
    await em.execute('select pg_advisory_xact_lock(4201)');
    const { services: readings, unregistered, problem } = await awake(em, readServices(deps.servicesDir, deps.reading));
    if (problem !== null && !(problem.code === 'DIRECTORY_MISSING' && force)) throw new ConflictError(problem.message);
    const known = await em.find(Service, {});
    refuseMassArchive(known, readings, force);
    const applied = apply(em, known, readings);
    if (viewer !== system && hasChanges(applied)) auditSync(em, viewer, applied, force);
    return { ...applied, ignored: unregistered.map(({ directory, problem: { message } }) => ({ directory, message })) };
  });
  if (hasChanges(result)) deps.changed();
  return result;
}

/** Long work that the transaction waits for: PostgreSQL ends one that is silent for too long, as if we stood still. */
async function awake<T>(em: EntityManager, work: Promise<T>): Promise<T> {
  const sign = setInterval(() => {
    em.execute('select 1').catch(() => undefined); // the next statement of the transaction meets the same, and tells it
  }, standstillMs / 3);
  return work.finally(() => clearInterval(sign));
}

type Applied = Omit<SyncResult, 'ignored'>;

const hasChanges = ({ added, updated, archived }: Applied): boolean =>
  added.length + updated.length + archived.length > 0;

/** Only what a person asked for: what the watching of the directory finds is nobody's act. */
function auditSync(em: EntityManager, viewer: Viewer, { added, updated, archived }: Applied, force: boolean): void {
  const names = (services: Service[]): string[] => services.map(({ name }) => name);
  const details = { added: names(added), updated: names(updated), archived: names(archived), ...(force && { force }) };
  audit(em, viewer, { action: 'service.sync', details });
}

function refuseMassArchive(known: readonly Service[], readings: readonly ServiceReading[], force: boolean): void {
  const names = new Set(readings.map((reading) => reading.name));
  const active = known.filter((service) => service.state !== 'ARCHIVED');
  const going = active.filter((service) => !names.has(service.name));
  if (force || active.length < suspiciousFrom || going.length * 2 <= active.length) return;
  throw new ConflictError(
    `${going.length} of ${active.length} services have no directory any more. If that is meant, sync again with force; otherwise look at the services directory.`,
  );
}

function apply(em: EntityManager, known: readonly Service[], readings: readonly ServiceReading[]): Applied {
  const byName = new Map(known.map((service) => [service.name, service]));
  const result: Applied = { added: [], updated: [], archived: [], invalid: [], unchangedCount: 0 };
  for (const reading of readings) {
    const service = byName.get(reading.name);
    byName.delete(reading.name);
    const facts = factsOf(reading);
    const current = service ?? em.create(Service, { name: reading.name, ...facts, ...noHistory() });
    if (service === undefined) result.added.push(current);
    else if (hasChanged(service, facts)) result.updated.push(em.assign(service, { ...facts, updatedAt: new Date() }));
    else result.unchangedCount++;
    if (facts.state === 'INVALID') result.invalid.push(current);
  }
  for (const service of byName.values()) {
    if (service.state === 'ARCHIVED') continue;
    result.archived.push(em.assign(service, { state: 'ARCHIVED', archivedAt: new Date(), updatedAt: new Date() }));
  }
  return result;
}

/** What of a service comes from its directory. */
type Facts = Pick<
  Service,
  | 'state'
  | 'config'
  | 'manifest'
  | 'problems'
  | 'plannedSteps'
  | 'scriptPath'
  | 'scriptLabel'
  | 'configHash'
  | 'scriptHash'
  | 'archivedAt'
>;

function factsOf(reading: ServiceReading): Facts {
  const state: ServiceState = reading.problems.some((problem) => problem.severity === 'BLOCKS') ? 'INVALID' : 'READY';
  const { config, manifest, problems, plannedSteps, scriptPath, scriptLabel, configHash, scriptHash } = reading;
  return {
    state,
    config,
    manifest,
    problems,
    plannedSteps,
    scriptPath,
    scriptLabel,
    configHash,
    scriptHash,
    archivedAt: null,
  };
}

const noHistory = (): Pick<Service, 'stats' | 'recentRuns'> => ({
  stats: { deployments: 0, failures: 0, p50Ms: null, lastSuccessAt: null },
  recentRuns: [],
});

function hasChanged(service: Service, facts: Facts): boolean {
  const before = {
    ...facts,
    ...Object.fromEntries(Object.keys(facts).map((key) => [key, service[key as keyof Facts]])),
  };
  return !isDeepStrictEqual(JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(facts)));
}
