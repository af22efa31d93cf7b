import { plural } from '../../components/format.ts';
import type { Run } from '../../live/run-fold.ts';

const dayMs = 24 * 3_600_000;

/** What stands in place of a log that is not there (any more). */
export const noLogWords = (run: Run): string => {
  if (run.logRemovedAt) return `The log was removed after ${agedDays(run)} (policy). Everything else is kept.`;
  if (run.state === 'QUEUED') return 'Nothing yet: the run waits for its turn and starts by itself.';
  return run.finished ? 'The script printed nothing.' : 'Nothing printed yet.';
};

const agedDays = ({ finishedAt, createdAt, logRemovedAt }: Run): string => {
  const age = Date.parse(logRemovedAt ?? createdAt) - Date.parse(finishedAt ?? createdAt);
  return age < dayMs ? 'less than a day' : plural(Math.floor(age / dayMs), 'day');
};
