import { Index, Show } from 'solid-js';
import type { Progress, Segment } from '../live/progress.ts';
import { about } from './format.ts';

interface ProgressBarProps {
  progress: Progress;
  label: string;
  /** Nothing moves any more; done parts are neutral. */
  over?: boolean;
}

/** One segment a step, as wide as the step usually takes. Only with history it is a progress bar with a value. */
export const ProgressBar = (props: ProgressBarProps) => (
  <Show
    when={!props.over && props.progress.percent !== null}
    fallback={
      <span class="pg" role="img" aria-label={`${props.label}: ${inWords(props.progress, props.over)}`}>
        <Segments {...props} />
      </span>
    }
  >
    <span
      class="pg"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={props.progress.percent ?? 0}
      aria-valuetext={inWords(props.progress)}
    >
      <Segments {...props} />
    </span>
  </Show>
);

/** By position, so that a tick moves widths and nothing is built again. */
const Segments = (props: ProgressBarProps) => (
  <Index each={props.progress.segments}>
    {(segment) => (
      <i class={segmentClass(segment(), props.over)} style={{ 'flex-grow': segment().weight }}>
        <Show when={segment().fill === 'running' && !props.over}>
          <b style={{ width: `${segment().done * 100}%` }} />
        </Show>
      </i>
    )}
  </Index>
);

const segmentClass = (segment: Segment, over = false): string => {
  if (segment.fill === 'failed') return 'er';
  if (segment.fill === 'canceled') return 'cn';
  if (segment.fill === 'done') return over ? 'dn' : 'd';
  return '';
};

const inWords = (progress: Progress, over = false): string => {
  const done = progress.segments.filter((segment) => segment.fill === 'done').length;
  if (over) return `${done} of ${progress.total} steps succeeded`;
  if (progress.percent === null) {
    return progress.current
      ? `step ${progress.current.position} of ${progress.total}`
      : `${done} of ${progress.total} steps done`;
  }
  return progress.leftMs === null
    ? `${progress.percent} percent`
    : `${progress.percent} percent, about ${about(progress.leftMs)} left`;
};
