import { A } from '@solidjs/router';
import { Show } from 'solid-js';
import type { InProgressFieldsFragment, StartableFieldsFragment } from '../../api/generated/graphql.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { about, elapsed } from '../../components/format.ts';
import { StatusIcon } from '../../components/StatusIcon.tsx';
import { deploymentStatus } from '../../components/status.ts';
import { now } from '../../live/clock.ts';

interface BusyDialogProps {
  service: StartableFieldsFragment;
  deployment: InProgressFieldsFragment;
  busy: boolean;
  queue: () => void;
  onClose: () => void;
}

/** A run of the service is not over: get in line, or look at that one. Never a second run that nobody asked for. */
export const BusyDialog = (props: BusyDialogProps) => {
  const since = () => now() - Date.parse(props.deployment.startedAt ?? props.deployment.createdAt);
  const left = () => (props.deployment.estimate ? props.deployment.estimate.p50Ms - since() : 0);
  return (
    <Dialog
      title={`${props.service.name} is being deployed`}
      onClose={props.onClose}
      footer={
        <>
          <button type="button" class="btn" data-first onClick={() => props.onClose()}>
            Cancel
          </button>
          <A class="btn" href={`/deployments/${props.deployment.number}`} onClick={() => props.onClose()}>
            Open #{props.deployment.number}
          </A>
          <Show when={props.service.concurrency === 'QUEUE'}>
            <button type="button" class="btn p" aria-disabled={props.busy} onClick={() => props.queue()}>
              {props.busy ? 'Starting…' : 'Queue after it'}
            </button>
          </Show>
        </>
      }
    >
      <p class="x">
        <StatusIcon status={deploymentStatus[props.deployment.state]} />
        <span>
          #{props.deployment.number}{' '}
          <span class="m">
            by {props.deployment.actor.label}, {elapsed(since())}
            {left() > 0 ? `, about ${about(left())} left` : ''}
          </span>
        </span>
      </p>
      <p class="m after">
        {props.service.concurrency === 'QUEUE'
          ? 'Yours would start by itself as soon as the service is free.'
          : 'This service takes no second run while one is active. Wait for its end.'}
      </p>
    </Dialog>
  );
};

export const RefusedDialog = (props: { service: StartableFieldsFragment; message: string; onClose: () => void }) => (
  <Dialog
    title={`${props.service.name} was not started`}
    onClose={props.onClose}
    footer={
      <button type="button" class="btn" data-first onClick={() => props.onClose()}>
        Close
      </button>
    }
  >
    <p role="alert">{props.message}</p>
  </Dialog>
);
