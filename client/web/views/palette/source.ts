import type { Navigator } from '@solidjs/router';
import type { Client } from '@urql/core';
import { type Accessor, createMemo, createSignal, untrack } from 'solid-js';
import { PaletteDocument, type PaletteQuery } from '../../api/generated/graphql.ts';
import { deploymentStatus } from '../../components/status.ts';
import { now, setServerTime } from '../../live/clock.ts';
import { pageActions } from '../../session/actions.ts';
import { recent } from '../../session/recent.ts';
import type { Starter } from '../start/StartProvider.tsx';
import { whyNot } from '../start/start.ts';
import { type Entry, type PaletteService, runDetail, serviceDetail } from './entries.ts';

export interface Goal {
  href: string;
  name: string;
}

/** Shown at once when the palette is opened again, until the answer is here. */
const [known, setKnown] = createSignal<PaletteQuery | null>(null);

/** Reads what the palette is about, once. */
export const loadPalette = async (client: Client): Promise<void> => {
  const { data } = await client.query(PaletteDocument.toString(), {}).toPromise();
  if (!data) return;
  setServerTime(data.server.timeNow);
  setKnown(data);
};

/** Everything that can be found. */
export const createEntries = (goals: Accessor<readonly Goal[]>, navigate: Navigator): Accessor<Entry[]> => {
  const go = (href: string) => (): void => navigate(href);
  return createMemo(() => [
    ...runs(go),
    ...(known()?.services.nodes ?? [])
      .filter(({ state }) => state !== 'ARCHIVED')
      .map((each) => serviceEntry(each, go)),
    ...pageActions().map(
      ({ detail = '', ...action }, index): Entry => ({ ...action, detail, id: `here-${index}`, group: 'Actions here' }),
    ),
    ...goals().map(({ name, href }): Entry => entry(`go${href}`, 'Go to', name, 'right', go(href))),
    ...recent().map(({ name, href }): Entry => entry(`recent${href}`, 'Recent', name, 'clock', go(href))),
  ]);
};

/** What the right arrow shows. */
export const serviceActions = (service: PaletteService, navigate: Navigator, starter: Starter): Entry[] => {
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
  (known()?.unfinished.nodes ?? []).map((run) => ({
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

const serviceEntry = (service: PaletteService, go: (href: string) => () => void): Entry => ({
  ...entry(`service-${service.name}`, 'Services', service.name, 'layers', go(`/services/${service.name}`)),
  detail: serviceDetail(service),
  words: `${service.title} ${service.description} ${service.environment ?? ''}`,
  service,
});

const entry = (
  id: string,
  group: Entry['group'],
  name: string,
  icon: Entry['icon'],
  run: () => void,
  more: Partial<Entry> = {},
): Entry => ({ id, group, name, icon, run, detail: '', ...more });
