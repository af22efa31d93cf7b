import { createSignal, type ParentProps, Show } from 'solid-js';
import { copyText } from './copy.ts';
import { Icon } from './Icon.tsx';

const confirmMs = 2_000;

/** Copies; the icon becomes a check for two seconds. With children a labelled button, without an icon button. */
export const CopyButton = (
  props: ParentProps<{ text: () => string | Promise<string>; what: string; class?: string }>,
) => {
  const [done, setDone] = createSignal(false);
  const copy = async (): Promise<void> => {
    await copyText(await props.text(), props.what);
    setDone(true);
    setTimeout(() => setDone(false), confirmMs);
  };
  return (
    <button
      type="button"
      class={props.class ?? 'ib'}
      aria-label={props.children ? undefined : `Copy ${props.what.toLowerCase()}`}
      title={props.children ? undefined : `Copy ${props.what.toLowerCase()}`}
      onClick={() => void copy()}
    >
      <Show when={done()} fallback={<Icon name="copy" />}>
        <Icon name="ok" class="ok" />
      </Show>
      {props.children}
    </button>
  );
};
