import { A } from '@solidjs/router';
import { For, type ParentProps, Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { StartableService } from './form-state.ts';

/** What was found out before: script, sudo, other runs. */
export const Preflight = (props: { service: StartableService }) => {
  const script = () => props.service.scriptPath?.split('/').at(-1) ?? 'The script';
  const active = () => props.service.unfinishedDeployments;
  return (
    <section aria-labelledby="preflight">
      <h2 class="sec" id="preflight">
        Checked{' '}
        <span class="m">
          <Show when={props.service.syncedAt} fallback="at the start of the server">
            {(at) => <Ago at={at()} />}
          </Show>
        </span>
      </h2>
      <ul class="checks">
        <For each={props.service.problems} fallback={<Check ok>{script()} is there, executable, and may be run</Check>}>
          {(problem) => (
            <Check ok={false}>
              <span class="b">{problem.message}</span> <span class="m">{problem.hint}</span>
            </Check>
          )}
        </For>
        <Show when={active()[0]} fallback={<Check ok>No run of {props.service.name} is active</Check>}>
          {(run) => (
            <Check ok={false}>
              <A class="a" href={`/deployments/${run().number}`}>
                #{run().number}
              </A>{' '}
              is not over; you are asked before yours is queued
            </Check>
          )}
        </Show>
      </ul>
    </section>
  );
};

const Check = (props: ParentProps<{ ok: boolean }>) => (
  <li class="x">
    <Icon name={props.ok ? 'ok' : 'warn'} class={props.ok ? 'ok' : 'warn'} />
    <span class="sr">{props.ok ? 'Fine:' : 'Look:'}</span>
    <span>{props.children}</span>
  </li>
);
