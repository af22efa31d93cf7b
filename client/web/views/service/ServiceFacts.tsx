import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { duration } from '../../components/format.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus, resultWords } from '../../components/status.ts';
import type { ServiceDetails } from '../../live/service-store.ts';

/** The last result, the usual time, the last 30 days. */
export const ServiceFacts = (props: { service: ServiceDetails }) => (
  <div class="st3">
    <div>
      <h2>Last run</h2>
      <Show when={props.service.latestDeployment} fallback={<p class="k f">Never deployed</p>}>
        {(run) => (
          <>
            <p class="k">
              <StatusIcon status={deploymentStatus[run().state]} silent />
              <span class="ell">{run().version ?? deploymentStatus[run().state].word}</span>
            </p>
            <p class="sm m">
              <A class="a" href={`/deployments/${run().number}`}>
                #{run().number}
              </A>{' '}
              · {resultWords(run())}, <Ago at={run().finishedAt ?? run().createdAt} />
            </p>
          </>
        )}
      </Show>
    </div>
    <div>
      <h2>Usual time</h2>
      <Show
        when={props.service.estimate}
        fallback={
          <>
            <p class="k f">–</p>
            <p class="sm m">Known after 3 successful runs</p>
          </>
        }
      >
        {(usual) => (
          <>
            <p class="k">{duration(usual().p50Ms)}</p>
            <p class="sm m">9 of 10 within {duration(usual().p90Ms)}</p>
          </>
        )}
      </Show>
    </div>
    <div>
      <h2>Last 30 days</h2>
      <div class="two-facts">
        <div>
          <p class="k">{props.service.stats.deployments}</p>
          <p class="sm m">deploys</p>
        </div>
        <div>
          <p class="k">
            {props.service.stats.deployments === 0
              ? '–'
              : `${Math.round((props.service.stats.failures / props.service.stats.deployments) * 100)} %`}
          </p>
          <p class="sm m">failed</p>
        </div>
      </div>
    </div>
  </div>
);
