import { A } from '@solidjs/router';
import { onMount, type ParentProps, Show } from 'solid-js';
import { useTitle } from './title.ts';

/** A page that has nothing else to show: what happened, in plain words, and the way on. */
export const Panel = (props: ParentProps<{ title: string }>) => {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  return (
    <div class="page panel">
      <h1
        ref={(each) => {
          heading = each;
        }}
        tabindex="-1"
      >
        {props.title}
      </h1>
      {props.children}
    </div>
  );
};

export const NotFound = () => {
  useTitle(() => ({ title: 'Not found', icon: 'idle' }));
  return (
    <Panel title="There is no such page">
      <p class="m">The address {location.pathname} leads nowhere.</p>
      <p class="x">
        <A class="btn" href="/">
          All services
        </A>
        <A class="btn" href="/deployments">
          All deployments
        </A>
      </p>
    </Panel>
  );
};

export const LoadFailed = (props: { message: string; requestId: string | null; retry: () => void }) => (
  <Panel title="This page could not be loaded">
    <p class="m">{props.message}</p>
    <Show when={props.requestId}>
      <p class="sm m">
        Request <code>{props.requestId}</code>
      </p>
    </Show>
    <p>
      <button type="button" class="btn p" onClick={props.retry}>
        Try again
      </button>
    </p>
  </Panel>
);

/** A part of the application did not load: mostly because the server was updated under an open tab. */
const isOutdated = (error: unknown): boolean =>
  error instanceof TypeError && /dynamically imported module|importing a module|preload/i.test(error.message);

export const BrokenPage = (props: { error: unknown; retry: () => void }) => (
  <Show
    when={isOutdated(props.error)}
    fallback={
      <LoadFailed
        message={props.error instanceof Error ? props.error.message : String(props.error)}
        requestId={null}
        retry={props.retry}
      />
    }
  >
    <Panel title="FastDeploy was updated">
      <p class="m">This tab still runs the version before. Nothing is lost by reloading.</p>
      <p>
        <button type="button" class="btn p" onClick={() => location.reload()}>
          Reload
        </button>
      </p>
    </Panel>
  </Show>
);
