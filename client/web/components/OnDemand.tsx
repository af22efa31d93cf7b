import { ErrorBoundary, type ParentProps, Show, Suspense } from 'solid-js';
import { noAnswer } from '../api/client.ts';
import { note } from '../session/diagnostics.ts';
import { isMissingPart, updated } from '../session/updated.ts';
import { Dialog } from './Dialog.tsx';
import { messageOf } from './error-message.ts';

/** Around a dialog that is loaded once it is asked for. One that does not load, or breaks, takes nothing else with it. */
export const OnDemand = (props: ParentProps<{ onClose?: () => void }>) => (
  <ErrorBoundary
    fallback={(error, reset) => {
      const close = (): void => {
        props.onClose?.();
        reset();
      };
      note(`dialog broke: ${messageOf(error)}`);
      return <Missing error={error} retry={reset} close={close} />;
    }}
  >
    <Suspense>{props.children}</Suspense>
  </ErrorBoundary>
);

const Missing = (props: { error: unknown; retry: () => void; close: () => void }) => (
  <Dialog
    title={updated() ? 'FastDeploy was updated' : 'This could not be loaded'}
    onClose={props.close}
    footer={
      <>
        <button type="button" class="btn" onClick={() => props.close()}>
          Close
        </button>
        <Show
          when={updated()}
          fallback={
            <button type="button" class="btn p" data-first onClick={() => props.retry()}>
              Try again
            </button>
          }
        >
          <button type="button" class="btn p" data-first onClick={() => location.reload()}>
            Reload
          </button>
        </Show>
      </>
    }
  >
    <p class="m">{updated() ? oldVersion : isMissingPart(props.error) ? noAnswer : messageOf(props.error)}</p>
  </Dialog>
);

export const oldVersion = 'This tab still runs the version before. Nothing is lost by reloading.';
