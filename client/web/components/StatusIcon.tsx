import { Icon } from './Icon.tsx';
import type { Status } from './status.ts';

/** Icon and colour of a status; the word is written beside it, or read by screen readers only. */
export const StatusIcon = (props: { status: Status; silent?: boolean }) => (
  <span class="x">
    <span class={props.status.tone}>
      <Icon name={props.status.icon} class={props.status.icon === 'run' ? 'spin' : ''} />
    </span>
    {props.silent ? null : <span class="sr">{props.status.word}</span>}
  </span>
);
