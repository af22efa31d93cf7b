import type { DeploymentState } from '../api/generated/graphql.ts';

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
  const bars = () => toBars(props.runs.slice(0, shown));
  const failed = () => props.runs.slice(0, shown).filter(isBad).length;
  return (
    <svg
      class="sk"
      viewBox="0 0 118 22"
      role="img"
      aria-label={`last ${Math.min(props.runs.length, shown)} runs, ${failed()} failed`}
    >
      <path class="o" d={bars().good} />
      <path class="e" d={bars().bad} />
    </svg>
  );
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
