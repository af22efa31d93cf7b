import { createSignal, For, type JSX, Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { duration } from '../../components/format.ts';
import type { ServiceDetails } from '../../live/service-store.ts';

const policies = {
  QUEUE: 'Waits for the run that is active',
  REJECT: 'Refused while a run is active',
  PARALLEL: 'Runs beside others',
};

/** What config.json says, as FastDeploy understands it and as it is written. */
export const Configuration = (props: { service: ServiceDetails }) => {
  const text = () => JSON.stringify(props.service.config, null, 2);
  return (
    <div class="g2">
      <section aria-labelledby="understood">
        <h2 class="sec" id="understood">
          As understood
        </h2>
        <dl class="kv">
          <Row name="Title">{props.service.title}</Row>
          <Row name="Description">{props.service.description || '–'}</Row>
          <Row name="Environment">{props.service.environment ?? '–'}</Row>
          <Row name="Group">{props.service.group ?? '–'}</Row>
          <Row name="Script">
            <code class="path">{props.service.scriptPath ?? 'cannot be named'}</code>
          </Row>
          <Row name="Asks before a start">{props.service.confirm ? 'Yes' : 'No'}</Row>
          <Row name="A second start">{policies[props.service.concurrency]}</Row>
          <Row name="Time limit">
            {props.service.timeoutSeconds === 0 ? 'None' : duration(props.service.timeoutSeconds * 1_000)}
          </Row>
          <Row name="Parameters">{props.service.hasParameters ? 'Declared: the start form asks for them' : 'Any'}</Row>
          <Row name="config.json">
            <Hash of={props.service.configHash} />
          </Row>
          <Row name="Script file">
            <Hash of={props.service.scriptHash} />
          </Row>
          <Row name="Last change">
            <Ago at={props.service.updatedAt} />
          </Row>
          <Row name="Last read">
            <Show when={props.service.syncedAt} fallback="Not since this server started">
              {(at) => <Ago at={at()} />}
            </Show>
          </Row>
        </dl>
      </section>
      <section aria-labelledby="written">
        <div class="sec">
          <h2 class="sec" id="written">
            config.json
          </h2>
          <Show when={props.service.config !== null}>
            <span class="sp">
              <CopyButton text={text} what="config.json" />
            </span>
          </Show>
        </div>
        <Show
          when={props.service.config !== null}
          fallback={<p class="m">It is not valid JSON; the problem above says where.</p>}
        >
          <section class="code" tabindex="0" aria-label="Text of config.json">
            <pre>{text()}</pre>
          </section>
        </Show>
      </section>
    </div>
  );
};

const Row = (props: { name: string; children: JSX.Element }) => (
  <>
    <dt>{props.name}</dt>
    <dd>{props.children}</dd>
  </>
);

const shortHash = 12;

/** The first characters; all of them when asked. */
const Hash = (props: { of: string | null }) => {
  const [whole, setWhole] = createSignal(false);
  return (
    <Show when={props.of} fallback={<span class="m">not readable by the server</span>}>
      {(hash) => (
        <button
          type="button"
          class="hash mono"
          aria-expanded={whole()}
          title={hash()}
          onClick={() => setWhole(!whole())}
        >
          <For each={[whole() ? hash() : hash().slice(0, shortHash)]}>{(shown) => shown}</For>
        </button>
      )}
    </Show>
  );
};
