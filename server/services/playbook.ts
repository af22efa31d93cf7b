import { dirname, join, resolve } from 'node:path';
import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { type BoundedFile, readBoundedFile } from './bounded-file.ts';
import { maxSteps, stepName } from './manifest-lists.ts';
import { type Problem, warns } from './problem.ts';

export type PlaybookPlan = { ok: true; steps: string[] } | { ok: false; message: string };

const maxPlaybookBytes = 1024 * 1024;

/**
 * Reads the playbook a service declares: relative to the project root (the directory that holds the services
 * directory) as the original does, else to the service's own directory. A playbook only plans: it never blocks.
 */
export async function readPlaybook(
  servicesDir: string,
  name: string,
  declared: string,
): Promise<{ steps: string[] | null; problems: Problem[] }> {
  const places = [resolve(dirname(servicesDir), declared), resolve(join(servicesDir, name), declared)];
  for (const place of new Set(places)) {
    const file = await readBoundedFile(place, maxPlaybookBytes);
    if (file.kind === 'missing') continue;
    const plan = file.kind === 'read' ? planPlaybook(file.bytes.toString('utf8')) : refused(file);
    if (plan.ok) return { steps: plan.steps, problems: [] };
    const message = `ansible_playbook ${place} cannot be used for the plan: ${plan.message}`;
    return {
      steps: null,
      problems: [
        warns('PLAYBOOK_INVALID', `${name}/config.json`, message, `ansible-playbook --syntax-check ${declared}`),
      ],
    };
  }
  const message = `ansible_playbook ${declared} does not exist: looked for ${[...new Set(places)].join(' and ')}`;
  const hint = 'Steps still appear as they are reported; mend the path or leave the key out.';
  return { steps: null, problems: [warns('PLAYBOOK_MISSING', `${name}/config.json`, message, hint)] };
}

function refused(file: Exclude<BoundedFile, { kind: 'read' | 'missing' }>): PlaybookPlan {
  const messages = { notAFile: 'it is not a regular file', tooLarge: 'it is larger than 1 MiB' };
  return { ok: false, message: file.kind === 'unreadable' ? file.reason : messages[file.kind] };
}

/**
 * The steps a playbook will report, in the words of Ansible's callbacks: "Gathering Facts", then the name of every
 * named task of the first play (pre_tasks, tasks, post_tasks).
 * - `gather_facts: false` prints no "Gathering Facts", so none is planned.
 * - A block prints its tasks and never its own name; tasks of `rescue` run only after a failure and are not planned.
 * - Tasks of roles, includes and imports live in other files, which are not read: they join when they are reported.
 * Nothing is constructed from the document: tags (`!vault`, `!unsafe`) are passed over and aliases are followed one by one.
 */
export function planPlaybook(text: string): PlaybookPlan {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    return { ok: false, message: `line ${text.slice(0, error.pos[0]).split('\n').length}: ${error.message}` };
  }
  const plays = follow(document, document.contents);
  const play = isSeq(plays) ? follow(document, plays.items[0]) : undefined;
  if (!isMap(play)) return { ok: false, message: 'it must be a list of plays' };
  const steps = gathersFacts(document, play) ? ['Gathering Facts'] : [];
  for (const section of ['pre_tasks', 'tasks', 'post_tasks'])
    addTasks(document, childOf(document, play, section), steps, 0);
  return { ok: true, steps };
}

/** Blocks nest a few levels in practice; the limit also ends an alias that contains itself. */
const maxBlockDepth = 16;

function addTasks(document: Document, tasks: unknown, steps: string[], depth: number): void {
  if (!isSeq(tasks) || depth > maxBlockDepth) return;
  for (const item of tasks.items) {
    if (steps.length >= maxSteps) return;
    const task = follow(document, item);
    if (!isMap(task)) continue;
    if (task.has('block')) {
      for (const section of ['block', 'always']) addTasks(document, childOf(document, task, section), steps, depth + 1);
      continue;
    }
    const name = scalarOf(document, task, 'name');
    if (typeof name === 'string' && name !== '') steps.push(stepName(name));
  }
}

function gathersFacts(document: Document, play: YAMLMap): boolean {
  const value = scalarOf(document, play, 'gather_facts');
  // Ansible reads YAML 1.1, where `no` is false; it takes the words in quotes as well.
  return !(value === false || (typeof value === 'string' && /^(no|false|off|n|f|0)$/i.test(value)));
}

function scalarOf(document: Document, map: YAMLMap, key: string): unknown {
  const node = childOf(document, map, key);
  return isScalar(node) ? node.value : undefined;
}

function childOf(document: Document, map: YAMLMap, key: string): unknown {
  return follow(document, map.get(key, true));
}

function follow(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}
