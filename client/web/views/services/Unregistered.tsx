import { For, Show } from 'solid-js';
import type { UnregisteredFieldsFragment } from '../../api/generated/graphql.ts';
import { count } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import './unregistered.css';

interface UnregisteredProps {
  found: UnregisteredFieldsFragment | null;
  /** Where nothing else says why a service does not appear. */
  open?: boolean;
}

/** Directories that cannot be services, each with what to do; nothing where there are none. */
export const Unregistered = (props: UnregisteredProps) => {
  const total = () => props.found?.totalCount ?? 0;
  const nodes = () => props.found?.nodes ?? [];
  return (
    <Show when={total() > 0}>
      <details class="unregistered" open={props.open}>
        <summary>
          <Icon name="right" />
          {total() === 1 ? '1 directory is not a service' : `${count(total())} directories are not services`}
        </summary>
        <ul>
          <For each={nodes()}>
            {({ directory, problem }) => (
              <li>
                <code>{directory}</code>
                <p>
                  {problem.message}. <span class="m">{problem.hint}</span>
                </p>
              </li>
            )}
          </For>
        </ul>
        <Show when={total() > nodes().length}>
          <p class="m sm">
            And {count(total() - nodes().length)} more: <code>fastdeploy doctor</code> lists them all.
          </p>
        </Show>
      </details>
    </Show>
  );
};
