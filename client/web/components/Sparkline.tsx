import { createMemo } from 'solid-js';
import type { DeploymentState } from '../api/generated/graphql.ts';
import { duration, plural } from './format.ts';

export interface RunDot {
  number: number;
  state: DeploymentState;
  durationMs: number | null;
}

const shown = 20;
const gapPx = 6;
const basePx = 17;
const tallestPx = 16;

/** The last 20 runs, newest on the right, as high as they took; a failed one is red and has a foot under the line. */
export const Sparkline = (props: { runs: readonly RunDot[] }) => {
  const runs = createMemo(() => props.runs.slice(0, shown));
  const bars = createMemo(() => toBars(runs()));
  const words = createMemo(() => inWords(runs()));
  return (
    <svg class="sk" viewBox="0 0 118 22" role="img" aria-label={words()}>
      <title>{words()}</title>
      <path class="o" d={bars().good} />
      <path class="e" d={bars().bad} />
    </svg>
  );
};

/** `last 20 runs, 1 failed, 58s to 2m 02s`: what the bars say. */
const inWords = (runs: readonly RunDot[]): string => {
  const times = runs.flatMap((run) => run.durationMs ?? []);
  const range = times.length === 0 ? '' : `, ${duration(Math.min(...times))} to ${duration(Math.max(...times))}`;
  return `last ${plural(runs.length, 'run')}, ${runs.filter(isBad).length} failed${range}`;
};

const isBad = (run: RunDot): boolean => run.state === 'FAILURE' || run.state === 'TIMED_OUT' || run.state === 'LOST';

const toBars = (newestFirst: readonly RunDot[]): { good: string; bad: string } => {
  const longest = Math.max(...newestFirst.map((run) => run.durationMs ?? 0), 1);
  const paths = { good: '', bad: '' };
  newestFirst.forEach((run, index) => {
    const x = 116 - index * gapPx;
    const top = basePx - Math.max(((run.durationMs ?? 0) / longest) * tallestPx, 2);
    const bar = `M${x} ${basePx}V${top.toFixed(1)}`;
    if (isBad(run)) paths.bad += `${bar}M${x} 19v3`;
    else paths.good += bar;
  });
  return paths;
};
