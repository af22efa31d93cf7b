import { A, useParams } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { For, Match, Show, Switch } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import { LoadFailed, Panel } from '../../components/Panel.tsx';
import { RunTable } from '../../components/RunTable.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { useTitle } from '../../components/title.ts';
import { createServiceStore, type ServiceDetails } from '../../live/service-store.ts';
import { usePageActions } from '../../session/actions.ts';
import { useShortcuts } from '../../session/shortcuts.ts';
import { DeployButton } from '../start/DeployButton.tsx';
import { useStarter } from '../start/StartProvider.tsx';
import { ServiceFacts } from './ServiceFacts.tsx';
import { StepTimes } from './StepTimes.tsx';
import { Trigger } from './Trigger.tsx';
import './service.css';

/** `/services/:name`: what is known about one service, and Deploy. */
export const ServiceView = () => {
  const params = useParams<{ name: string }>();
  return (
    <Show when={params.name} keyed>
      {(name) => <OneService name={name} />}
    </Show>
  );
};

const OneService = (props: { name: string }) => {
  const { view, reload } = createServiceStore(useClient(), props.name);
  useTitle(() => ({ title: props.name, icon: 'idle' }));
  return (
    <Switch fallback={<Skeleton title={props.name} />}>
      <Match when={view.page.kind === 'failed' && view.page}>
        {(page) => <LoadFailed message={page().message} requestId={page().requestId} retry={reload} />}
      </Match>
      <Match when={view.page.kind === 'missing'}>
        <Panel title={`There is no service ${props.name}`}>
          <p class="m">Its directory may have been renamed, or you may not see it.</p>
          <p>
            <A class="btn" href="/">
              All services
            </A>
          </p>
        </Panel>
      </Match>
      <Match when={view.service}>{(service) => <Details service={service()} />}</Match>
    </Switch>
  );
};

const Details = (props: { service: ServiceDetails }) => {
  const starter = useStarter();
  const deploy = (): void => starter.begin(props.service);
  useShortcuts({ d: deploy });
  usePageActions(() => [{ name: `Deploy ${props.service.name}`, icon: 'deploy', keys: 'D', run: deploy }]);
  return (
    <div class="page">
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
      </header>
      <Show when={props.service.description}>
        <p class="m about">{props.service.description}</p>
      </Show>
      <Problems service={props.service} />
      <ServiceFacts service={props.service} />
      <div class="g2">
        <StepTimes service={props.service} />
        <Trigger service={props.service} />
      </div>
      <section aria-labelledby="recent" class="recent">
        <div class="sec">
          <h2 id="recent" class="sec">
            Recent runs
          </h2>
          <A class="a sp sm x rl" href={`/deployments?service=${props.service.name}`}>
            All runs
          </A>
        </div>
        <Show when={props.service.deployments.nodes.length > 0} fallback={<p class="m">Never deployed.</p>}>
          <RunTable runs={props.service.deployments.nodes} caption="Recent runs" oneService />
        </Show>
      </section>
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
