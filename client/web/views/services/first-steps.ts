import type { ServiceFieldsFragment } from '../../api/generated/graphql.ts';

/** How far the first service has come, by what its directory holds. */
export interface FirstSteps {
  /** Name of the directory that was found, else the suggested one. */
  name: string;
  done: 0 | 1 | 2 | 3;
  service: ServiceFieldsFragment | null;
  /** What keeps the step in progress from being done, when it is more than absence. */
  problem: { message: string; hint: string | null } | null;
}

const suggested = 'hello';
const noConfig = ['CONFIG_MISSING', 'DIRECTORY_MISSING'];
const scriptAbsent = ['SCRIPT_MISSING'];

/** The service that is furthest, ready ones first. */
export const firstSteps = (services: readonly ServiceFieldsFragment[]): FirstSteps => {
  const all = services.map(stepsOf).sort((a, b) => b.done - a.done);
  return all[0] ?? { name: suggested, done: 0, service: null, problem: null };
};

/** Nothing has been deployed and nothing could be: somebody is still making the first service. */
export const isBeginning = (services: readonly ServiceFieldsFragment[]): boolean =>
  services.every((service) => service.state !== 'READY' && service.latestDeployment === null);

const stepsOf = (service: ServiceFieldsFragment): FirstSteps => {
  const { name, state } = service;
  if (state === 'READY') return { name, done: 3, service, problem: null };
  const problem = service.problems.find((each) => each.severity === 'BLOCKS') ?? service.problems[0] ?? null;
  if (problem === null || noConfig.includes(problem.code)) return { name, done: 1, service, problem: null };
  const ofConfig = problem.path?.endsWith('config.json') ?? false;
  return { name, done: ofConfig ? 1 : 2, service, problem: scriptAbsent.includes(problem.code) ? null : problem };
};
