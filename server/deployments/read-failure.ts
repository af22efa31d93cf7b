import type { Pool } from 'pg';
import type { Deployment } from './deployment.entity.ts';
import { firstError } from './first-error.ts';
import { cut, join, type LogPart, readLogSlice } from './read-log.ts';
import { isFinal } from './states.ts';
import type { Step } from './step.entity.ts';

/** Why a run failed, for the top of its page. The log is read only when somebody asks where the error stands. */
export type Failure = { step: Step | null; message: string; firstError(): Promise<FirstError> };

/** `excerpt`: a few lines around the error, or the last ones where no line looks like one. */
export type FirstError = { line: number | null; excerpt: LogPart | null };

/** Lines of the failed step that are searched for the first error: its last ones. */
const searchedLines = 1_000;
const excerptBefore = 2;
const excerptAfter = 6;

/** Null unless the deployment ended in anything but SUCCESS or CANCELED. */
export function failureOf(pool: Pool, deployment: Deployment, steps: readonly Step[]): Failure | null {
  const { state } = deployment;
  if (!isFinal(state) || state === 'SUCCESS' || state === 'CANCELED') return null;
  const step = steps.find((each) => each.state === 'FAILURE') ?? null;
  const message =
    step !== null && step.message !== '' ? step.message : (deployment.reason ?? 'It failed without saying why.');
  let found: Promise<FirstError> | undefined;
  return {
    step,
    message,
    firstError: () => {
      found ??= findFirstError(pool, deployment, step);
      return found;
    },
  };
}

async function findFirstError(pool: Pool, deployment: Deployment, step: Step | null): Promise<FirstError> {
  const to = step?.lastLine ?? deployment.lastLine;
  if (to < 1) return { line: null, excerpt: null };
  const from = Math.max(step?.firstLine ?? 1, to - searchedLines + 1);
  const { chunks } = await readLogSlice(pool, deployment.id, { fromLine: from, toLine: to });
  const found = firstError(chunks.flatMap(visibleLines));
  const line = found === null ? null : from + found;
  const around = line ?? Math.max(from, to - excerptAfter);
  return { line, excerpt: join(chunks.map((chunk) => cut(chunk, around - excerptBefore, around + excerptAfter))) };
}

/** Event lines are said as steps already: they are kept as places, not as text to search. */
function visibleLines(chunk: LogPart): string[] {
  const lines = chunk.text.split('\n');
  let index = 0;
  for (const run of chunk.runs) {
    if (run.stream === 'EVENT') lines.fill('', index, index + run.lines);
    index += run.lines;
  }
  return lines;
}
