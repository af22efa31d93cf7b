import { A } from '@solidjs/router';
import { ErrorBoundary, Match, onMount, type ParentProps, Show, Switch } from 'solid-js';
import { noAnswer } from '../api/client.ts';
import { diagnostics, note } from '../session/diagnostics.ts';
import { useSession } from '../session/session.ts';
import { isMissingPart, updated } from '../session/updated.ts';
import { CopyButton } from './CopyButton.tsx';
import { messageOf } from './error-message.ts';
import { Icon } from './Icon.tsx';
import { oldVersion } from './OnDemand.tsx';
import { useTitle } from './title.ts';

/** A page that has nothing else to show: what happened, in plain words, and the way on. */
export const Panel = (props: ParentProps<{ title: string }>) => {
  let heading: HTMLHeadingElement | undefined;
  useTitle(() => ({ title: props.title, icon: 'idle', passing: true }));
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

interface LoadFailedProps {
  message: string;
  requestId: string | null;
  /** FORBIDDEN is not repaired by trying again. */
  code?: string | null;
  retry: () => void;
}

export const LoadFailed = (props: LoadFailedProps) => (
  <Show when={props.code !== 'FORBIDDEN'} fallback={<NotAllowed message={props.message} />}>
    <Panel title="This page could not be loaded">
      <p class="m">{props.message}</p>
      <RequestId id={props.requestId} />
      <p class="x w">
        <button type="button" class="btn p" onClick={() => props.retry()}>
          Try again
        </button>
        <CopyDiagnostics error={props.message} requestId={props.requestId} />
      </p>
    </Panel>
  </Show>
);

/** For somebody who is signed in and may not: which role is missing, and who can give it. */
export const NotAllowed = (props: { message: string }) => {
  const session = useSession();
  return (
    <Panel title="You may not see this page">
      <p>{props.message}</p>
      <p class="m">
        You are signed in as {session.viewer()?.user?.name ?? 'nobody'}
        <Show when={session.viewer()?.role}>{(role) => <> with the role {role()}</>}</Show>. Whoever has the role ADMIN
        can give you another one.
      </p>
      <p>
        <A class="btn" href="/">
          All services
        </A>
      </p>
    </Panel>
  );
};

export const BrokenPage = (props: { error: unknown; retry: () => void }) => {
  note(`page broke: ${messageOf(props.error)}`);
  return (
    <Switch fallback={<Broken error={props.error} retry={props.retry} />}>
      <Match when={isMissingPart(props.error) && updated()}>
        <Panel title="FastDeploy was updated">
          <p class="m">{oldVersion}</p>
          <p>
            <button type="button" class="btn p" onClick={() => location.reload()}>
              Reload
            </button>
          </p>
        </Panel>
      </Match>
      <Match when={isMissingPart(props.error)}>
        <LoadFailed message={noAnswer} requestId={null} retry={props.retry} />
      </Match>
    </Switch>
  );
};

/** Around a part that may break without the rest of the page: a broken chart never takes the log down. */
export const PanelBoundary = (props: ParentProps<{ name: string }>) => (
  <ErrorBoundary
    fallback={(error, reset) => {
      note(`${props.name} broke: ${messageOf(error)}`);
      return (
        <section class="broken" aria-label={props.name}>
          <p class="x">
            <Icon name="warn" class="warn" />
            {props.name} cannot be shown: {messageOf(error)}
          </p>
          <p class="x w">
            <button type="button" class="btn" onClick={reset}>
              Try again
            </button>
            <CopyDiagnostics error={error} requestId={null} />
          </p>
        </section>
      );
    }}
  >
    {props.children}
  </ErrorBoundary>
);

const Broken = (props: { error: unknown; retry: () => void }) => (
  <Panel title="This page broke">
    <p class="m">{messageOf(props.error)}</p>
    <p class="x w">
      <button type="button" class="btn p" onClick={() => location.reload()}>
        Reload
      </button>
      <button type="button" class="btn" onClick={() => props.retry()}>
        Try again
      </button>
      <CopyDiagnostics error={props.error} requestId={null} />
    </p>
  </Panel>
);

const RequestId = (props: { id: string | null }) => (
  <Show when={props.id}>
    <p class="sm m">
      Request <code>{props.id}</code>, the same in the log of the server.
    </p>
  </Show>
);

const CopyDiagnostics = (props: { error: unknown; requestId: string | null }) => (
  <CopyButton class="btn" text={() => diagnostics(props.error, props.requestId)} what="Diagnostics">
    Copy diagnostics
  </CopyButton>
);
