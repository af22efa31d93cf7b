import { createSignal, For, onCleanup, onMount, type ParentProps, Show } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { copyText } from '../../components/copy.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Icon } from '../../components/Icon.tsx';

interface ShownOnceProps {
  /** `Token`, `Link`. */
  what: string;
  secret: string;
  snippets?: readonly { name: string; text: string }[];
  onClose: () => void;
}

/** A secret that nobody can read again: Copy has the focus, and Escape asks once unless it was copied. */
export const ShownOnce = (props: ParentProps<ShownOnceProps>) => {
  const [copied, setCopied] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const [asked, setAsked] = createSignal(false);
  const [hidden, setHidden] = createSignal(false);
  const copy = async (): Promise<void> => {
    const done = await copyText(props.secret, props.what);
    setCopied(done);
    setFailed(!done);
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (copied() || asked()) props.onClose();
    else setAsked(true);
  };
  onMount(() => addEventListener('keydown', leave));
  onCleanup(() => removeEventListener('keydown', leave));

  return (
    <Dialog
      title={`Copy the ${props.what.toLowerCase()} now`}
      wide
      stays
      onClose={() => undefined}
      footer={
        <button type="button" class="btn" onClick={() => props.onClose()}>
          I have stored it
        </button>
      }
    >
      <p class="m">{props.children}</p>
      <div class="secret">
        <code>{hidden() ? '•'.repeat(24) : props.secret}</code>
        <button
          type="button"
          class="ib"
          aria-label={`Hide the ${props.what.toLowerCase()}`}
          aria-pressed={hidden()}
          onClick={() => setHidden(!hidden())}
        >
          <Icon name="eye" />
        </button>
        <button type="button" class="btn p" data-first onClick={() => void copy()}>
          <Icon name={copied() ? 'ok' : 'copy'} />
          {copied() ? 'Copied' : 'Copy'}
        </button>
      </div>
      <Show when={failed()}>
        <p class="x warn b" role="alert">
          <Icon name="warn" />
          This browser did not copy it. Select it and copy it yourself.
        </p>
      </Show>
      <Show when={asked() && !copied()}>
        <p class="x warn b" role="alert">
          <Icon name="warn" />
          It is not copied yet, and cannot be shown again. Escape once more closes.
        </p>
      </Show>
      <For each={props.snippets ?? []}>{(snippet) => <Snippet {...snippet} />}</For>
    </Dialog>
  );
};

const Snippet = (props: { name: string; text: string }) => (
  <div class="snippet">
    <h3 class="b">{props.name}</h3>
    <div class="code">
      <section tabindex="0" aria-label="Command">
        <pre>{props.text}</pre>
      </section>
      <CopyButton text={() => props.text} what="Command" />
    </div>
  </div>
);
