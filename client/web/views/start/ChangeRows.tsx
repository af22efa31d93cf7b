import { For, Show } from 'solid-js';
import { Icon } from '../../components/Icon.tsx';
import type { StartChange } from './start-changes.ts';

/** What changes, a row each, and one row that names what does not. `short`: for a dialog. */
export const ChangeRows = (props: { changes: StartChange[]; short?: boolean }) => {
  const changed = () => props.changes.filter((change) => change.kind !== 'same');
  const same = () => props.changes.filter((change) => change.kind === 'same').map((change) => change.name);
  return (
    <dl class="df" classList={{ short: props.short }}>
      <For each={changed()}>{(change) => <ChangeRow change={change} />}</For>
      <Show when={same().length > 0}>
        <div>
          <dt>Unchanged</dt>
          <dd class="m wrap">{same().join(', ')}</dd>
        </div>
      </Show>
    </dl>
  );
};

const ChangeRow = (props: { change: StartChange }) => (
  <div data-change={props.change.kind}>
    <dt>{props.change.name}</dt>
    <dd>
      <Show when={props.change.before}>
        <span class="m old">{props.change.before}</span>
        <Icon name="arrow" />
        <span class="sr">becomes</span>
      </Show>
      <span class="b new-value">{props.change.after}</span>
      <Show when={props.change.compare}>
        {(href) => (
          <a class="a sp sm" href={href()} rel="noopener noreferrer" target="_blank">
            Compare
          </a>
        )}
      </Show>
    </dd>
  </div>
);
