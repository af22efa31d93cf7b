import { For } from 'solid-js';
import { Dialog } from '../../components/Dialog.tsx';

const shortcuts: [group: string, keys: [keys: string, does: string][]][] = [
  [
    'Everywhere',
    [
      ['G S', 'Services'],
      ['G D', 'Deployments'],
      ['/', 'Filter, or search the log'],
      ['M', 'Theme: light, dark, system'],
      ['Esc', 'Close, then clear the search, then the selected line'],
      ['?', 'This list'],
    ],
  ],
  ['A service', [['D', 'Deploy']]],
  [
    'A run',
    [
      ['R', 'Run again'],
      ['X', 'Cancel'],
      ['E', 'Next error line'],
      ['F', 'Follow the log'],
      ['T', 'Times: from start, clock, off'],
      ['Z', 'Wrap lines'],
      ['[ ]', 'Previous, next step'],
    ],
  ],
];

export const ShortcutSheet = (props: { onClose: () => void }) => (
  <Dialog
    title="Keyboard shortcuts"
    onClose={props.onClose}
    footer={
      <button type="button" class="btn" data-first onClick={() => props.onClose()}>
        Close
      </button>
    }
  >
    <For each={shortcuts}>
      {([group, keys]) => (
        <section class="keys">
          <h3 class="sec">{group}</h3>
          <dl class="kv">
            <For each={keys}>
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
  </Dialog>
);
