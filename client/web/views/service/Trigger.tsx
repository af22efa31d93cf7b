import { createSignal, For } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import type { ServiceDetails } from '../../live/service-store.ts';
import { snippets } from './snippets.ts';

/** Starting this service from elsewhere: pick a way, copy it. */
export const Trigger = (props: { service: ServiceDetails }) => {
  const [picked, setPicked] = createSignal(0);
  const ways = () => snippets(location.origin, props.service.name);
  const text = () => ways()[picked()]?.text ?? '';
  return (
    <section aria-labelledby="trigger">
      <div class="sec">
        <h2 id="trigger" class="sec">
          Trigger from CI
        </h2>
        <span class="seg sp">
          <For each={ways()}>
            {(way, index) => (
              <button type="button" aria-pressed={picked() === index()} onClick={() => setPicked(index())}>
                {way.name}
              </button>
            )}
          </For>
        </span>
      </div>
      <section class="code" tabindex="0" aria-label={`${ways()[picked()]?.name} example`}>
        <pre>{text()}</pre>
      </section>
      <p class="x after-code">
        <CopyButton class="btn" text={text} what="Example">
          Copy
        </CopyButton>
      </p>
    </section>
  );
};
