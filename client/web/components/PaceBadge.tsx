import { Match, Switch } from 'solid-js';
import { now } from '../live/clock.ts';
import { type Pace, paceOf } from '../live/pace.ts';
import { duration } from './format.ts';
import { Icon } from './Icon.tsx';

interface PaceBadgeProps {
  run: { state: string; startedAt: string | null; estimate: { p50Ms: number; p90Ms: number } | null };
}

/** Nothing while a run takes its usual time; a word and an icon when it nears or passes the time nine of ten runs need. */
export const PaceBadge = (props: PaceBadgeProps) => {
  const pace = () => paceOf(props.run, now());
  return (
    <Switch>
      <Match when={pace().kind === 'slow'}>
        <span class="pace warn" title={words(pace())}>
          <Icon name="clock" />
          slower than usual
        </span>
      </Match>
      <Match when={pace().kind === 'late'}>
        <span class="pace m" title={words(pace())}>
          <Icon name="clock" />
          longer than most
        </span>
      </Match>
    </Switch>
  );
};

const words = (pace: Pace): string =>
  pace.kind === 'usual' ? '' : `${duration(pace.elapsedMs)} so far; 9 of 10 runs end within ${duration(pace.usualMs)}`;
