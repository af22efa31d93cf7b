import type { Navigator } from '@solidjs/router';
import type { Client } from '@urql/core';
import { type Accessor, createMemo, createSignal, untrack } from 'solid-js';
import {
  type ActiveRunFieldsFragment,
  PaletteRunsDocument,
  PaletteServiceDocument,
  type PaletteServiceQuery,
  PaletteServicesDocument,
  type PaletteServicesQuery,
} from '../../api/generated/graphql.ts';
import { about } from '../../components/format.ts';
import type { IconName } from '../../components/Icon.tsx';
import { deploymentStatus, type Status } from '../../components/status.ts';
import { now, setServerTime } from '../../live/clock.ts';
import { progressOf } from '../../live/progress.ts';
import { placeInLine } from '../../live/waiting.ts';
import { pageActions } from '../../session/actions.ts';
import { recent } from '../../session/recent.ts';
import type { Starter } from '../start/StartProvider.tsx';
import { whyNot } from '../start/start.ts';
import type { Findable } from './entries.ts';

type Service = PaletteServicesQuery['services']['nodes'][number];

/** What can be done with a service is asked for when somebody wants to know. */
export type ServiceActions = NonNullable<PaletteServiceQuery['service']>;

/** One line of the palette. */
export interface Entry extends Findable {
  id: string;
  detail: string;
  icon: IconName;
  status?: Status;
  keys?: string;
  /** The right arrow opens what can be done with it. */
  service?: string;
  run(): void;
}

export interface Goal {
  href: string;
  name: string;
}

/** Shown at once when the palette is opened again, until the answers are here. */
const [services, setServices] = createSignal<readonly Service[]>([]);
const [unfinished, setUnfinished] = createSignal<readonly ActiveRunFieldsFragment[]>([]);

/** Reads what the palette is about, once. */
export const loadPalette = async (client: Client): Promise<void> => {
  await Promise.all([loadRuns(client), loadServices(client)]);
};

export const loadService = async (client: Client, name: string): Promise<ServiceActions | null> => {
  const { data } = await client.query(PaletteServiceDocument.toString(), { name }).toPromise();
  return data?.service ?? null;
};

const loadRuns = async (client: Client): Promise<void> => {
  const { data } = await client.query(PaletteRunsDocument.toString(), {}).toPromise();
  if (!data) return;
  setServerTime(data.server.timeNow);
  setUnfinished(data.unfinished.nodes.toSorted((a, b) => a.number - b.number));
};

const loadServices = async (client: Client): Promise<void> => {
  const loaded: Service[] = [];
  let after: string | null = null;
  do {
    const { data }: Awaited<ReturnType<typeof readServices>> = await readServices(client, after);
    if (!data) return;
    loaded.push(...data.services.nodes.filter(({ state }) => state !== 'ARCHIVED'));
    after = data.services.pageInfo.hasNextPage ? data.services.pageInfo.endCursor : null;
  } while (after);
  setServices(loaded);
};

const readServices = (client: Client, after: string | null) =>
  client.query(PaletteServicesDocument.toString(), { after }).toPromise();

/** Everything that can be found. */
export const createEntries = (goals: Accessor<readonly Goal[]>, navigate: Navigator): Accessor<Entry[]> => {
  const go = (href: string) => (): void => navigate(href);
  return createMemo(() => [
    ...runs(go),
    ...services().map((each) => serviceEntry(each, go)),
    ...pageActions().map(
      ({ detail = '', ...action }, index): Entry => ({ ...action, detail, id: `here-${index}`, group: 'Actions here' }),
    ),
    ...goals().map(({ name, href }): Entry => entry(`go${href}`, 'Go to', name, 'right', go(href))),
    ...recent().map(({ name, href }): Entry => entry(`recent${href}`, 'Recent', name, 'clock', go(href))),
  ]);
};

/** What the right arrow shows. */
export const serviceActions = (service: ServiceActions, navigate: Navigator, starter: Starter): Entry[] => {
  const { name, latestDeployment: latest, siteUrl } = service;
  const off = whyNot(service);
  const go = (href: string) => (): void => navigate(href);
  const asks = service.confirm || service.parametersSchema !== null;
  const detail = off ?? (asks ? 'opens the form' : 'starts at once');
  return [
    entry('a-deploy', 'Actions', `Deploy ${name}`, 'deploy', () => starter.begin(service), { detail }),
    entry('a-open', 'Actions', `Open ${name}`, 'layers', go(`/services/${name}`)),
    ...(latest
      ? [entry('a-run', 'Actions', `Latest run #${latest.number}`, 'list', go(`/deployments/${latest.number}`))]
      : []),
    entry('a-all', 'Actions', `All runs of ${name}`, 'list', go(`/deployments?service=${encodeURIComponent(name)}`)),
    ...(siteUrl
      ? [entry('a-site', 'Actions', 'Open the site', 'external', () => void open(siteUrl, '_blank', 'noopener'))]
      : []),
  ];
};

const runs = (go: (href: string) => () => void): Entry[] =>
  unfinished().map((run) => ({
    ...entry(
      `run-${run.number}`,
      'Running now',
      `${run.service.name} #${run.number}`,
      'run',
      go(`/deployments/${run.number}`),
    ),
    detail: runDetail(run, untrack(now)),
    status: deploymentStatus[run.state],
  }));

const serviceEntry = (service: Service, go: (href: string) => () => void): Entry => ({
  ...entry(`service-${service.name}`, 'Services', service.name, 'layers', go(`/services/${service.name}`)),
  detail: serviceDetail(service),
  words: `${service.title} ${service.description} ${service.environment ?? ''}`,
  service: service.name,
});

const entry = (
  id: string,
  group: Entry['group'],
  name: string,
  icon: Entry['icon'],
  run: () => void,
  more: Partial<Entry> = {},
): Entry => ({ id, group, name, icon, run, detail: '', ...more });

/** `migrate, 4 of 7 · 25 s left`. */
const runDetail = (run: ActiveRunFieldsFragment, now: number): string => {
  if (run.state === 'QUEUED') return placeInLine(run.queuePosition).toLowerCase();
  const { current, total, leftMs } = progressOf(run.steps, run.estimate, run.startedAt, now);
  const step = current ? `${current.name}, ${current.position} of ${total}` : deploymentStatus[run.state].word;
  return leftMs === null ? step : `${step} · ${about(leftMs)} left`;
};

/** `production · v2.4.1`. */
const serviceDetail = (service: Service): string =>
  [service.environment, service.latestDeployment?.version].filter(Boolean).join(' · ') || service.description;
