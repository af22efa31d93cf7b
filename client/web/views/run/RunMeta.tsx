import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { clock, duration } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { now } from '../../live/clock.ts';
import type { Run } from '../../live/run-fold.ts';
import { when } from './when.ts';

/** One plain line under the header: who, when, which version, the runs before and after. */
export const RunMeta = (props: { run: Run }) => (
  <div class="mt">
    <Show when={props.run.service.environment}>
      <span class="om x">
        <span class="env" classList={{ plain: props.run.service.environment !== 'production' }}>
          {props.run.service.environment}
        </span>
      </span>
    </Show>
    <span>
      {props.run.state === 'QUEUED' ? 'Asked for' : 'Started'} by <b>{props.run.actor.label}</b>{' '}
      {when(Date.parse(props.run.startedAt ?? props.run.createdAt), now())}
    </span>
    <Show when={props.run.finishedAt}>
      {(at) => (
        <span class="hm">
          Ended {clock(Date.parse(at()))}, <Ago at={at()} />
        </span>
      )}
    </Show>
    <Show when={props.run.version}>
      {(version) => (
        <span>
          <Show when={props.run.lastSuccess?.version && props.run.lastSuccess.version !== version()}>
            {props.run.lastSuccess?.version} to{' '}
          </Show>
          <b>{version()}</b>
        </span>
      )}
    </Show>
    <Show when={props.run.retryOf}>
      {(earlier) => (
        <span>
          Repeats{' '}
          <A class="a" href={`/deployments/${earlier().number}`}>
            #{earlier().number}
          </A>
        </span>
      )}
    </Show>
    <Show when={!props.run.finished && (props.run.estimate ?? props.run.service.estimate)}>
      {(usual) => <span class="hm">Usually {duration(usual().p50Ms)}</span>}
    </Show>
    <Show when={props.run.note}>
      <span class="ell">“{props.run.note}”</span>
    </Show>
    <nav class="sp" aria-label={`Runs of ${props.run.service.name}`}>
      <Show when={props.run.previous}>
        {(older) => (
          <A href={`/deployments/${older().number}`} aria-label={`Older run #${older().number}`}>
            <Icon name="left" />#{older().number}
          </A>
        )}
      </Show>
      <Show when={props.run.next}>
        {(newer) => (
          <A href={`/deployments/${newer().number}`} aria-label={`Newer run #${newer().number}`}>
            #{newer().number}
            <Icon name="right" />
          </A>
        )}
      </Show>
    </nav>
  </div>
);
