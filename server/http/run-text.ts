import type { Viewer } from '../access/viewer.ts';
import type { Deployment } from '../deployments/deployment.entity.ts';
import { durationMs } from '../deployments/duration.ts';
import { withoutControls } from '../deployments/first-error.ts';
import type { Failure } from '../deployments/read-failure.ts';
import type { Step } from '../deployments/step.entity.ts';
import { NotFoundError } from '../errors.ts';
import type { Operations } from '../graphql/context.ts';

/** A run in words, without its log: what happened, with what, step by step, and why it failed. Throws NotFoundError. */
export async function runText(
  { deployments, services }: Operations,
  viewer: Viewer,
  id: number,
  publicUrl: string,
): Promise<string> {
  const run = await deployments.byId(viewer, id);
  if (run === null) throw new NotFoundError('deployment', `#${id}`);
  const service = (await services.byIds(viewer, [run.service])).get(run.service);
  const steps = (await deployments.stepsOf(viewer, [id])).get(id) ?? [];
  const parts = [
    [outcomeLine(run, service?.name)],
    facts(run, service?.manifest?.environment ?? null, publicUrl),
    block('Parameters', columns(Object.entries(run.parameters).map(([name, value]) => [name, words(value)]))),
    block('Steps', columns(steps.map(stepRow))),
    block('Why', await why(deployments.failureOf(viewer, run, steps))),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

/** `podcast #412: FAILURE, exit code 1, after 58.2 s`. */
export function outcomeLine(run: Deployment | null, serviceName?: string): string {
  if (run === null) return 'The deployment is not there any more.';
  const took = durationMs(run.startedAt, run.finishedAt);
  const ending = [
    run.state,
    run.exitCode === null || run.exitCode === undefined ? '' : `exit code ${run.exitCode}`,
    run.signal ?? '',
    run.canceledBy ? `canceled by ${run.canceledBy}` : '',
    took === null ? '' : `after ${seconds(took)}`,
  ];
  return `${serviceName ? `${serviceName} ` : ''}#${run.id}: ${ending.filter((word) => word !== '').join(', ')}`;
}

function facts(run: Deployment, environment: string | null, publicUrl: string): string[] {
  const page = `${publicUrl}/deployments/${run.id}`;
  const rows: [string, string | null | undefined][] = [
    ['Environment', environment],
    ['Version', run.version],
    ['Asked for', `${time(run.createdAt)} by ${run.actorLabel} (${run.origin})`],
    ['Started', time(run.startedAt)],
    ['Ended', time(run.finishedAt)],
    ['Note', run.note],
    ['Page', page],
    ['Log', run.logRemovedAt ? `removed on ${time(run.logRemovedAt)} because of its age` : `${page}/log.txt`],
  ];
  return columns(rows.flatMap(([name, value]) => (value ? [[name, oneLine(value)]] : [])));
}

const stepRow = (step: Step): string[] => {
  const took = durationMs(step.startedAt, step.finishedAt);
  return [String(step.position), step.state, oneLine(step.name), took === null ? '' : seconds(took)];
};

async function why(failure: Failure | null): Promise<string[]> {
  if (failure === null) return [];
  const { excerpt } = await failure.firstError();
  const lines = excerpt?.text.split('\n').map((line, index) => [String(excerpt.firstLine + index), oneLine(line)]);
  return [oneLine(failure.message), ...columns(lines ?? [])];
}

const block = (title: string, lines: string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

/** Left-aligned, two spaces apart. */
function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const oneLine = (text: string): string => withoutControls(text).replaceAll(/[\r\n\t]+/g, ' ');
const words = (value: unknown): string => oneLine(typeof value === 'string' ? value : JSON.stringify(value));
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const time = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
