import { A } from '@solidjs/router';
import { For, type JSX, Show } from 'solid-js';
import { fullTime } from '../../components/format.ts';
import type { Run } from '../../live/run-fold.ts';
import { parameterRows } from './changes.ts';
import { logAddress } from './copy-log.ts';

/** Everything that is known of a run and stands nowhere else on its page. */
export const Details = (props: { run: Run }) => {
  const times = () => [
    { name: 'Asked for', at: props.run.createdAt },
    { name: 'Started', at: props.run.startedAt },
    { name: 'Ended', at: props.run.finishedAt },
  ];
  return (
    <div class="details">
      <section aria-labelledby="facts">
        <h2 class="sec" id="facts">
          This run
        </h2>
        <dl class="df">
          <Row name="Asked by">
            {props.run.actor.label} ({props.run.origin})
          </Row>
          <For each={times()}>
            {(time) => <Show when={time.at}>{(at) => <Row name={time.name}>{fullTime(Date.parse(at()))}</Row>}</Show>}
          </For>
          <Show when={props.run.reason}>
            <Row name="Outcome">{props.run.reason}</Row>
          </Show>
          <Show when={props.run.exitCode !== null}>
            <Row name="Exit code">{props.run.exitCode}</Row>
          </Show>
          <Show when={props.run.cancelReason}>
            <Row name="Canceled because">{props.run.cancelReason}</Row>
          </Show>
          <Show when={props.run.revision}>{(revision) => <Row name="Revision">{revisionWords(revision())}</Row>}</Show>
          <Show when={props.run.retryOf}>
            {(earlier) => (
              <Row name="Repeats">
                <A class="a" href={`/deployments/${earlier().number}`}>
                  #{earlier().number}
                </A>
              </Row>
            )}
          </Show>
          <Row name="As text">
            <a class="a" rel="external" href={`/deployments/${props.run.number}.txt`}>
              What happened
            </a>
            <a class="a" rel="external" href={`${logAddress(props.run)}.txt`}>
              Log
            </a>
          </Row>
        </dl>
      </section>
      <Values title="Parameters" values={props.run.parameters} />
      <Values title="Output" values={props.run.output} />
    </div>
  );
};

const Row = (props: { name: string; children: JSX.Element }) => (
  <div>
    <dt>{props.name}</dt>
    <dd class="w">{props.children}</dd>
  </div>
);

const Values = (props: { title: string; values: unknown }) => (
  <Show when={parameterRows(props.values).length > 0}>
    <section aria-labelledby={`all-${props.title}`}>
      <h2 class="sec" id={`all-${props.title}`}>
        {props.title}
      </h2>
      <dl class="df">
        <For each={parameterRows(props.values)}>{(row) => <Row name={row.name}>{row.value}</Row>}</For>
      </dl>
    </section>
  </Show>
);

const revisionWords = ({ ref, sha }: NonNullable<Run['revision']>): string =>
  [ref, sha].filter((word) => word !== null).join(' at ');
