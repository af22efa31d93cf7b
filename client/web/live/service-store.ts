import type { Client } from '@urql/core';
import { onCleanup } from 'solid-js';
import { createStore, produce } from 'solid-js/store';
import { explain } from '../api/client.ts';
import { ActivityDocument, ServicePageDocument, type ServicePageQuery } from '../api/generated/graphql.ts';
import { setServerTime } from './clock.ts';
import type { ActivityEvent, PageState } from './services-store.ts';

export type ServiceDetails = NonNullable<ServicePageQuery['service']>;

export interface ServiceView {
  page: PageState;
  service: ServiceDetails | null;
}

const recentRuns = 10;

/** One service: one query, then its changes over one subscription. Needs a Solid owner. */
export const createServiceStore = (client: Client, name: string): { view: ServiceView; reload: () => void } => {
  const [view, setView] = createStore<ServiceView>({ page: { kind: 'loading' }, service: null });
  let unsubscribe = (): void => undefined;
  let disposed = false;

  const load = async (): Promise<void> => {
    unsubscribe();
    const { data, error } = await client.query(ServicePageDocument.toString(), { name }).toPromise();
    if (disposed) return;
    if (error) return setView('page', { kind: 'failed', ...explain(error) });
    if (!data?.service) return setView('page', { kind: 'missing' });
    setServerTime(data.server.timeNow);
    setView({ page: { kind: 'ready' }, service: data.service });
    const variables = { after: data.server.activityCursor, filter: { services: [name] } };
    unsubscribe = client.subscription(ActivityDocument.toString(), variables).subscribe((result) => {
      const event = result.data?.activity;
      if (event?.__typename === 'ActivityReset') void load();
      else if (event)
        setView(
          'service',
          produce((held) => held && applyChange(held, event)),
        );
    }).unsubscribe;
  };

  void load();
  onCleanup(() => {
    disposed = true;
    unsubscribe();
  });
  return { view, reload: () => void load() };
};

const applyChange = (service: ServiceDetails, event: ActivityEvent): void => {
  if (event.__typename === 'ServiceChanged' && event.service.name === service.name)
    Object.assign(service, event.service);
  if (event.__typename !== 'DeploymentChanged' || event.deployment.service.name !== service.name) return;
  const run = event.deployment;
  const held = service.deployments.nodes.find((each) => each.number === run.number);
  if (held) Object.assign(held, run);
  else if (run.number > (service.deployments.nodes[0]?.number ?? 0)) {
    service.deployments.nodes = [run, ...service.deployments.nodes].slice(0, recentRuns);
  }
};
