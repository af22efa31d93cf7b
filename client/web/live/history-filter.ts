import type { DeploymentFilter, RunFieldsFragment } from '../api/generated/graphql.ts';

/** Whether a run that just appeared is among those a filter asks for, as the server would say. */
export const matchesFilter = (filter: DeploymentFilter, run: RunFieldsFragment): boolean => {
  const within = (values: readonly string[] | null | undefined, value: string | null): boolean =>
    !values || (value !== null && values.includes(value));
  return (
    within(filter.states, run.state) &&
    within(filter.services, run.service.name) &&
    within(filter.environments, run.service.environment) &&
    within(filter.origins, run.origin) &&
    within(filter.actorLabels, run.actor.label) &&
    (!filter.createdBefore || run.createdAt < filter.createdBefore) &&
    (!filter.createdAfter || run.createdAt > filter.createdAfter) &&
    (!filter.search || containsText(filter.search, run))
  );
};

const containsText = (text: string, run: RunFieldsFragment): boolean => {
  const wanted = text.trim().toLowerCase();
  const words = [run.note, run.version, run.service.name];
  return words.some((word) => word?.toLowerCase().includes(wanted)) || wanted.replace('#', '') === String(run.number);
};
