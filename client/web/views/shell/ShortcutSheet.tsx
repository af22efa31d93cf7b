import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { Dialog } from '../../components/Dialog.tsx';
import { singleKeys } from '../../session/preferences.ts';
import { places, settingsTabs } from './places.ts';

type Shortcut = readonly [keys: string, does: string];

const jumps: Shortcut[] = [...places, ...settingsTabs].flatMap(({ key, name }) =>
  key ? [[`G ${key.toUpperCase()}`, name] as const] : [],
);

const groups: readonly (readonly [title: string, shortcuts: readonly Shortcut[]])[] = [
  [
    'Everywhere',
    [
      ['Ctrl K', 'Search or jump to'],
      ...jumps,
      ['/', 'Filter, or search the log'],
      ['M', 'Theme: light, dark, system'],
      ['Esc', 'Close, then clear the search, then the selected line'],
      ['?', 'This list'],
    ],
  ],
  [
    'Lists',
    [
      ['J K', 'Next, previous row'],
      ['Enter', 'Open it'],
      ['D', 'Deploy the service'],
    ],
  ],
  [
    'A run',
    [
      ['D', 'Deploy the service'],
      ['R', 'Run again'],
      ['X', 'Cancel'],
      ['E', 'Next error line (Shift: previous)'],
      ['N P', 'Next, previous hit of the search'],
      ['F', 'Follow the log'],
      ['T', 'Times: from start, clock, off'],
      ['Z', 'Wrap lines'],
      ['[ ]', 'Previous, next step (Shift: run)'],
      ['.', 'Open or close all steps'],
      ['Y', 'Copy the link'],
    ],
  ],
];

/** `?` */
export const ShortcutSheet = (props: { onClose: () => void }) => (
  <Dialog
    title="Keyboard shortcuts"
    wide
    reads
    onClose={props.onClose}
    footer={
      <button type="button" class="btn" data-first onClick={() => props.onClose()}>
        Close
      </button>
    }
  >
    <Show when={singleKeys() === 'off'}>
      <p class="m">
        Shortcuts of a single key are off in the{' '}
        <A class="a" href="/settings/preferences" onClick={() => props.onClose()}>
          preferences
        </A>
        .
      </p>
    </Show>
    <div class="sheet">
      <For each={groups}>
        {([title, shortcuts]) => (
          <section class="keys">
            <h3 class="sec">{title}</h3>
            <dl class="kv">
              <For each={shortcuts}>
                {([key, does]) => (
                  <>
                    <dt>
                      <kbd>{key}</kbd>
                    </dt>
                    <dd>{does}</dd>
                  </>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
    </div>
  </Dialog>
);
