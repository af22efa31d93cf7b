import { For, Show } from 'solid-js';
import { PanelBoundary } from '../../components/Panel.tsx';
import type { ServiceDetails } from '../../live/service-store.ts';
import { DeployButton } from '../start/DeployButton.tsx';
import { DaysChart, DurationChart } from './Charts.tsx';
import { RecentRuns } from './RecentRuns.tsx';
import { StepTimes } from './StepTimes.tsx';
import { Trigger } from './Trigger.tsx';

const fewRuns = 10;

/** Charts, steps, how to start it from elsewhere, the last runs; before the first run: what it will do. */
export const Overview = (props: { service: ServiceDetails }) => (
  <>
    <Show when={props.service.latestDeployment} fallback={<FirstDeploy service={props.service} />}>
      <div class="g2">
        <PanelBoundary name="Deploys per day">
          <DaysChart service={props.service} />
        </PanelBoundary>
        <PanelBoundary name="How long runs took">
          <DurationChart service={props.service} />
        </PanelBoundary>
      </div>
    </Show>
    <div class="g2">
      <Show when={props.service.latestDeployment}>
        <PanelBoundary name="The usual times of the steps">
          <StepTimes service={props.service} />
        </PanelBoundary>
      </Show>
      <PanelBoundary name="How to start it from elsewhere">
        <Trigger service={props.service} />
      </PanelBoundary>
    </div>
    <Show when={props.service.latestDeployment}>
      <PanelBoundary name="Recent runs">
        <RecentRuns service={props.service} shown={fewRuns} />
      </PanelBoundary>
    </Show>
  </>
);

const FirstDeploy = (props: { service: ServiceDetails }) => (
  <section class="first-deploy" aria-labelledby="first-deploy">
    <h2 id="first-deploy">{props.service.name} was never deployed</h2>
    <Show
      when={props.service.plannedSteps.length > 0}
      fallback={<p class="m">It declares no steps: they appear as the script reports them.</p>}
    >
      <p class="m">These steps will run:</p>
      <ol>
        <For each={props.service.plannedSteps}>{(name) => <li>{name}</li>}</For>
      </ol>
    </Show>
    <Show when={props.service.state === 'READY'}>
      <p>
        <DeployButton service={props.service} named />
      </p>
    </Show>
  </section>
);
