import { A } from '@solidjs/router';
import { createSignal, type JSX, Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { duration } from '../../components/format.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus, resultWords } from '../../components/status.ts';
import type { ServiceDetails } from '../../live/service-store.ts';
import { deployWords, failureShare, finishedRuns, leastRuns, spanWords } from './figures.ts';

/** What is live, the usual time, the last days; how each figure is counted can be asked for. */
export const ServiceFacts = (props: { service: ServiceDetails }) => {
  const [explained, setExplained] = createSignal(false);
  return (
    <>
      <div class="st3">
        <Live service={props.service} />
        <Usual service={props.service} />
        <Figures service={props.service} explained={explained()} explain={() => setExplained(!explained())} />
      </div>
      <Show when={explained()}>
        <Definitions days={props.service.trend.days} />
      </Show>
    </>
  );
};

const Live = (props: { service: ServiceDetails }) => {
  const live = () => props.service.live.nodes[0];
  const latest = () => props.service.latestDeployment;
  const isOther = () => latest() && latest()?.number !== live()?.number;
  return (
    <div>
      <h2>Live now</h2>
      <Show when={live()} fallback={<p class="k f">{latest() ? 'Nothing yet' : 'Never deployed'}</p>}>
        {(run) => (
          <>
            <p class="k">
              <StatusIcon status={deploymentStatus.SUCCESS} silent />
              <span class="ell">{run().version ?? `#${run().number}`}</span>
            </p>
            <p class="sm m">
              <A class="a" href={`/deployments/${run().number}`}>
                #{run().number}
              </A>
              <Show when={run().finishedAt}>
                {(at) => (
                  <>
                    {' '}
                    · <Ago at={at()} />
                  </>
                )}
              </Show>{' '}
              by {run().actor.label}
            </p>
          </>
        )}
      </Show>
      <Show when={isOther() && latest()}>
        {(run) => (
          <p class="sm x last-run">
            <StatusIcon status={deploymentStatus[run().state]} silent />
            <span>
              <A class="a" href={`/deployments/${run().number}`}>
                #{run().number}
              </A>{' '}
              {resultWords(run())}
            </span>
          </p>
        )}
      </Show>
    </div>
  );
};

const Usual = (props: { service: ServiceDetails }) => {
  const slowest = () => props.service.estimate?.steps.toSorted((a, b) => b.p50Ms - a.p50Ms)[0];
  return (
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
            <Show when={slowest()}>
              {(step) => (
                <p class="sm m ell">
                  slowest: {step().name} {duration(step().p50Ms)}
                </p>
              )}
            </Show>
          </>
        )}
      </Show>
    </div>
  );
};

const Figures = (props: { service: ServiceDetails; explained: boolean; explain: () => void }) => {
  const trend = () => props.service.trend;
  const tooFew = () => `not enough runs yet (${finishedRuns(trend())} of ${leastRuns})`;
  const isEnough = () => finishedRuns(trend()) >= leastRuns;
  return (
    <div>
      <h2 class="x">
        Last {trend().days} days
        <button type="button" class="btn q what" aria-expanded={props.explained} onClick={() => props.explain()}>
          How is this counted?
        </button>
      </h2>
      <div class="figures">
        <Figure value={String(trend().successes)} words={deployWords(trend())} />
        <Figure value={failureShare(trend())} words={isEnough() ? 'failed' : tooFew()} />
        <Figure
          value={isEnough() ? spanWords(trend().recoveryMedianSeconds) : null}
          words={isEnough() && trend().failures === 0 ? 'nothing to recover from' : 'to recover'}
        />
        <Figure
          value={spanWords(trend().leadTimeMedianSeconds)}
          words={trend().leadTimeMedianSeconds === null ? 'lead time, not measured' : 'lead time'}
        />
      </div>
    </div>
  );
};

const Figure = (props: { value: string | null; words: string }): JSX.Element => (
  <div>
    <p class="k" classList={{ f: props.value === null }}>
      {props.value ?? '–'}
    </p>
    <p class="sm m">{props.words}</p>
  </div>
);

const Definitions = (props: { days: number }) => (
  <dl class="definitions sm">
    <dt>Deploys</dt>
    <dd>Successful runs that ended in the last {props.days} days, and how many that is a day.</dd>
    <dt>Failed</dt>
    <dd>Failed, timed out and lost runs among all that ended; canceled ones are left out.</dd>
    <dt>To recover</dt>
    <dd>From the end of a failed run to the end of the next success of this service: the median.</dd>
    <dt>Lead time</dt>
    <dd>
      From the commit to the end of its deployment: the median. Only runs count that say when their commit was made,
      with a parameter <code>committed_at</code> or in the script's <code>output</code>; without it there is no figure.
    </dd>
  </dl>
);
