import { visibleText } from '../../live/ansi.ts';
import { gaps, type Log, plainText } from '../../live/log-model.ts';
import type { Run } from '../../live/run-fold.ts';
import { formatRange, type LineRange } from './line-range.ts';

/** The whole log, or one step of it, as people read it. What the page does not hold comes from the server. */
export const readLog = async (run: Run, log: Log, step: number | null): Promise<string> => {
  if (gaps(log).length > 0) return readable(await download(run, step));
  const lines = step === null ? log.lines : log.lines.filter((line) => line.step === step);
  return readable(plainText({ lines, total: lines.length }));
};

export const logAddress = (run: Run): string => `/deployments/${run.number}/log`;

/** The address of the run, or of lines of its log, without search and view. */
export const linkTo = (run: Run, range: LineRange | null): string =>
  `${location.origin}/deployments/${run.number}${range ? formatRange(range) : ''}`;

const download = async (run: Run, step: number | null): Promise<string> => {
  const response = await fetch(`${logAddress(run)}${step === null ? '' : `?step=${step}`}`);
  if (!response.ok) throw new Error(await response.text());
  return response.text();
};

const readable = (text: string): string => text.split('\n').map(visibleText).join('\n');
