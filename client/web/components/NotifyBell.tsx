import { createEffect, createSignal, on, Show } from 'solid-js';
import { announce } from '../session/announce.ts';
import { askPermission, isWatched, type Permission, permission, tellEnd, watch } from '../session/notify.ts';
import { notifications } from '../session/preferences.ts';
import { duration } from './format.ts';
import { Icon } from './Icon.tsx';
import { type ResultParts, resultWords } from './status.ts';

export interface BellRun extends ResultParts {
  number: number;
  finished: boolean;
  durationMs: number | null;
  service: { name: string };
}

/** A run that goes on can be watched: one desktop notification when it ends and the tab is hidden. Nothing after the end. */
export const NotifyBell = (props: { run: BellRun }) => {
  const [why, setWhy] = createSignal('');
  const pressed = () => isWatched(props.run.number);
  const press = async (): Promise<void> => {
    if (pressed() && notifications() === 'off') return watch(props.run.number, false);
    const answer = await askPermission();
    setWhy(explanation[answer]);
    if (why()) announce(why());
    if (answer === 'granted') watch(props.run.number, true);
  };
  createEffect(
    on(
      () => props.run.finished,
      (finished, before) =>
        finished &&
        before === false &&
        tellEnd(props.run.number, props.run.state === 'SUCCESS', titleOf(props.run), bodyOf(props.run)),
    ),
  );
  return (
    <Show when={!props.run.finished}>
      <button
        type="button"
        class="ib bell"
        aria-label="Tell me when it ends"
        aria-pressed={pressed()}
        title={pressed() ? 'A notification comes when it ends' : 'Tell me when it ends'}
        onClick={() => void press()}
      >
        <Icon name="bell" />
      </button>
      <Show when={why() && permission() !== 'granted'}>
        <span class="bell-why" role="note">
          {why()}
        </span>
      </Show>
    </Show>
  );
};

/** What to do where the browser does not let us. */
export const explanation: Record<Permission, string> = {
  granted: '',
  default: 'The browser asked and got no answer. Press again to be asked again.',
  denied:
    'This browser blocks notifications of this site. Allow them in the site settings beside the address, then press again.',
  unsupported: 'This browser shows notifications only for https addresses and localhost.',
};

const titleOf = (run: BellRun): string => `${run.service.name} #${run.number}`;

/** `podcast failed at migrate after 1m 40s`. */
const bodyOf = (run: BellRun): string => {
  const words = resultWords(run);
  const took = run.durationMs === null ? '' : ` after ${duration(run.durationMs)}`;
  return `${run.service.name} ${words.charAt(0).toLowerCase()}${words.slice(1)}${took}`;
};
