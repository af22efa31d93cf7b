import { A, useParams, useSearchParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { For, lazy, Match, Show, Switch } from 'solid-js';
import { count } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { LoadFailed, Panel, PanelBoundary } from '../../components/Panel.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { createServiceStore, type ServiceDetails } from '../../live/service-store.ts';
import { usePageActions } from '../../session/actions.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import { RunningNow } from '../services/RunningNow.tsx';
import '../services/services.css';
import { DeployButton } from '../start/DeployButton.tsx';
import { useStarter } from '../start/StartProvider.tsx';
import { Configuration } from './Configuration.tsx';
import { Archived } from './DeleteService.tsx';
import { Overview } from './Overview.tsx';
import { RecentRuns } from './RecentRuns.tsx';
import { ServiceFacts } from './ServiceFacts.tsx';
import { ServiceMenu } from './ServiceMenu.tsx';
import './service.css';

const ServiceTokens = lazy(() => import('../settings/ServiceTokens.tsx').then((m) => ({ default: m.ServiceTokens })));

const tabs = [
  { key: 'overview', name: 'Overview' },
  { key: 'history', name: 'History' },
  { key: 'configuration', name: 'Configuration' },
  { key: 'tokens', name: 'Tokens' },
] as const;
type Tab = (typeof tabs)[number]['key'];

const ranges = [7, 30, 90];
const usualRange = 30;
const historyRuns = 50;

type Search = { tab?: string; range?: string };

/** `/services/:name`: what is known about one service, and Deploy. Tab and range stand in the address. */
export const ServiceView = () => {
  const params = useParams<{ name: string }>();
  return (
    <Show when={params.name} keyed>
      {(name) => <OneService name={name} />}
    </Show>
  );
};

const OneService = (props: { name: string }) => {
  const [search] = useSearchParams<Search>();
  const days = () => ranges.find((each) => `${each}d` === search.range) ?? usualRange;
  const { view, reload } = createServiceStore(useClient(), props.name, days);
  const tab = (): Tab => tabs.find((each) => each.key === search.tab)?.key ?? 'overview';
  useTitle(() => ({
    title: tab() === 'overview' ? props.name : `${props.name}: ${tab()}`,
    icon: view.service && view.service.unfinishedDeployments.length > 0 ? 'active' : 'idle',
  }));
  return (
    <Switch fallback={<Skeleton title={props.name} />}>
      <Match when={view.page.kind === 'failed' && view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={reload} />}
      </Match>
      <Match when={view.page.kind === 'missing'}>
        <Panel title={`There is no service ${props.name}`}>
          <p class="m">Its directory may have been renamed, it may have been deleted, or you may not see it.</p>
          <p>
            <A class="btn" href="/">
              All services
            </A>
          </p>
        </Panel>
      </Match>
      <Match when={view.service}>{(service) => <Details service={service()} tab={tab()} days={days()} />}</Match>
    </Switch>
  );
};

const Details = (props: { service: ServiceDetails; tab: Tab; days: number }) => {
  const starter = useStarter();
  const deploy = (): void => starter.begin(props.service);
  useShortcuts({ d: deploy });
  usePageActions(() => [{ name: `Deploy ${props.service.name}`, icon: 'deploy', keys: 'D', run: deploy }]);
  return (
    <div class="page">
      <Header service={props.service} />
      <Show when={props.service.description}>
        <p class="m about">{props.service.description}</p>
      </Show>
      <Show when={props.service.state === 'ARCHIVED'}>
        <Archived service={props.service} />
      </Show>
      <Show when={props.service.state !== 'ARCHIVED'}>
        <Problems service={props.service} />
      </Show>
      <Show when={props.service.unfinishedDeployments.length > 0}>
        <div class="running">
          <PanelBoundary name="What runs now">
            <RunningNow runs={props.service.unfinishedDeployments} />
          </PanelBoundary>
        </div>
      </Show>
      <PanelBoundary name="The figures">
        <ServiceFacts service={props.service} />
      </PanelBoundary>
      <Tabs service={props.service} tab={props.tab} days={props.days} />
      <Switch>
        <Match when={props.tab === 'overview'}>
          <Overview service={props.service} />
        </Match>
        <Match when={props.tab === 'history'}>
          <PanelBoundary name="The history">
            <RecentRuns service={props.service} shown={historyRuns} byDay />
          </PanelBoundary>
        </Match>
        <Match when={props.tab === 'configuration'}>
          <PanelBoundary name="The configuration">
            <Configuration service={props.service} />
          </PanelBoundary>
        </Match>
        <Match when={props.tab === 'tokens'}>
          <PanelBoundary name="The tokens">
            <ServiceTokens service={props.service.name} />
          </PanelBoundary>
        </Match>
      </Switch>
    </div>
  );
};

const Header = (props: { service: ServiceDetails }) => (
  <header class="ph">
    <A class="m hm rl" href="/">
      Services
    </A>
    <span class="f hm">/</span>
    <h1 tabindex="-1" class="ell">
      {props.service.name}
    </h1>
    <Show when={props.service.environment}>
      <span class="env" classList={{ plain: props.service.environment !== 'production' }}>
        {props.service.environment}
      </span>
    </Show>
    <Show when={props.service.siteUrl}>
      {(url) => (
        <a class="x m sm hm rl" href={url()} rel="noopener noreferrer" target="_blank">
          {new URL(url()).host}
          <Icon name="external" />
        </a>
      )}
    </Show>
    <span class="sp" />
    <DeployButton service={props.service} />
    <ServiceMenu service={props.service} />
  </header>
);

/** The router's word on a link: stay where the page is scrolled to. */
const keepScroll = { noscroll: '' };

const Tabs = (props: { service: ServiceDetails; tab: Tab; days: number }) => {
  const href = (tab: Tab, days: number): string => {
    const search = new URLSearchParams({
      ...(tab !== 'overview' && { tab }),
      ...(days !== usualRange && { range: `${days}d` }),
    });
    return `/services/${props.service.name}${search.size > 0 ? `?${search}` : ''}`;
  };
  return (
    <div class="tabs-row">
      <nav class="strip" aria-label="Views of this service">
        <div class="tabs">
          <For each={tabs}>
            {(each) => (
              <a
                href={href(each.key, props.days)}
                {...keepScroll}
                aria-current={props.tab === each.key ? 'page' : undefined}
              >
                {each.name}
                <Show when={each.key === 'history'}>
                  <span class="m">{count(props.service.deployments.totalCount)}</span>
                </Show>
              </a>
            )}
          </For>
        </div>
      </nav>
      <Show when={props.tab === 'overview'}>
        <nav class="seg" aria-label="Days that are counted">
          <For each={ranges}>
            {(days) => (
              <a href={href(props.tab, days)} {...keepScroll} aria-current={props.days === days ? 'true' : undefined}>
                {days} d
              </a>
            )}
          </For>
        </nav>
      </Show>
    </div>
  );
};

/** Each problem with the file it is in and what to do about it. */
const Problems = (props: { service: ServiceDetails }) => (
  <Show when={props.service.problems.length > 0}>
    <ul class="problems">
      <For each={props.service.problems}>
        {(problem) => (
          <li class="x">
            <Icon
              name={problem.severity === 'BLOCKS' ? 'fail' : 'warn'}
              class={problem.severity === 'BLOCKS' ? 'fail' : 'warn'}
            />
            <div>
              <p class="b">{problem.message}</p>
              <p class="sm m">
                <Show when={problem.path}>
                  <code>{problem.path}</code>{' '}
                </Show>
                {problem.hint}
              </p>
            </div>
          </li>
        )}
      </For>
    </ul>
  </Show>
);
