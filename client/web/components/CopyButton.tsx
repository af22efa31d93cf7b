import { createSignal, Match, type ParentProps, Switch } from 'solid-js';
import { announce } from '../session/announce.ts';
import { copyText } from './copy.ts';
import { Icon } from './Icon.tsx';

const confirmMs = 2_000;

/** Copies; for two seconds the icon says whether it could. With children a labelled button, without an icon button. */
export const CopyButton = (
  props: ParentProps<{ text: () => string | Promise<string>; what: string; class?: string }>,
) => {
  const [outcome, setOutcome] = createSignal<'copied' | 'failed' | null>(null);
  const copy = async (): Promise<void> => {
    try {
      setOutcome((await copyText(await props.text(), props.what)) ? 'copied' : 'failed');
    } catch {
      announce(`${props.what} could not be read`);
      setOutcome('failed');
    }
    setTimeout(() => setOutcome(null), confirmMs);
  };
  return (
    <button
      type="button"
      class={props.class ?? 'ib'}
      aria-label={props.children ? undefined : `Copy ${props.what.toLowerCase()}`}
      title={props.children ? undefined : `Copy ${props.what.toLowerCase()}`}
      onClick={() => void copy()}
    >
      <Switch fallback={<Icon name="copy" />}>
        <Match when={outcome() === 'copied'}>
          <Icon name="ok" class="ok" />
        </Match>
        <Match when={outcome() === 'failed'}>
          <Icon name="warn" class="warn" />
        </Match>
      </Switch>
      {props.children}
    </button>
  );
};
