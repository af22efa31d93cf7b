import type { ActiveRunFieldsFragment, ServiceFieldsFragment } from '../../api/generated/graphql.ts';
import type { Tab } from '../../components/title.ts';

/** What of the dashboard is asked for; kept in the address. */
export type ServiceFilter = 'all' | 'running' | 'attention' | 'healthy' | 'never';

export const serviceFilters: { key: ServiceFilter; name: string }[] = [
  { key: 'all', name: 'All' },
  { key: 'running', name: 'Running' },
  { key: 'attention', name: 'Needs attention' },
  { key: 'healthy', name: 'Healthy' },
  { key: 'never', name: 'Never deployed' },
];

/** True when a service belongs under a filter; the groups may overlap (a failed service may be running again). */
export const isUnder = (filter: ServiceFilter, service: ServiceFieldsFragment): boolean => {
  const latest = service.latestDeployment;
  switch (filter) {
    case 'all':
      return true;
    case 'running':
      return latest !== null && !latest.finished;
    case 'attention':
      return service.state === 'INVALID' || isBad(latest?.state);
    case 'healthy':
      return service.state === 'READY' && latest?.state === 'SUCCESS';
    case 'never':
      return latest === null;
    default:
      return filter satisfies never;
  }
};

export const matchesText = (text: string, service: ServiceFieldsFragment): boolean => {
  const wanted = text.trim().toLowerCase();
  const words = [service.name, service.title, service.description, service.environment ?? ''];
  return words.some((word) => word.toLowerCase().includes(wanted));
};

/** What runs first, then what needs somebody, then the latest activity, then names. */
export const inOrder = (services: readonly ServiceFieldsFragment[]): ServiceFieldsFragment[] =>
  services.toSorted(
    (a, b) =>
      Number(isUnder('running', b)) - Number(isUnder('running', a)) ||
      Number(isUnder('attention', b)) - Number(isUnder('attention', a)) ||
      latestAt(b).localeCompare(latestAt(a)) ||
      a.name.localeCompare(b.name),
  );

export const isFilter = (value: string | undefined): value is ServiceFilter =>
  serviceFilters.some((each) => each.key === value);

const isBad = (state: string | undefined): boolean => state === 'FAILURE' || state === 'TIMED_OUT' || state === 'LOST';

const latestAt = (service: ServiceFieldsFragment): string => service.latestDeployment?.createdAt ?? '';

export interface ServiceGroup {
  /** Null: of no group. */
  name: string | null;
  services: ServiceFieldsFragment[];
}

/** By the `group` of config.json, by name, those without one last; one group for all where there is nothing to tell apart. */
export const inGroups = (services: readonly ServiceFieldsFragment[], isGrouped: boolean): ServiceGroup[] => {
  if (!isGrouped) return [{ name: null, services: [...services] }];
  const groups = [...Map.groupBy(services, (service) => service.group)];
  return groups
    .map(([name, members]) => ({ name, services: members }))
    .sort((a, b) => Number(a.name === null) - Number(b.name === null) || (a.name ?? '').localeCompare(b.name ?? ''));
};

export const isGrouped = (services: readonly ServiceFieldsFragment[]): boolean =>
  new Set(services.map((service) => service.group)).size > 1;

export const environmentsOf = (services: readonly ServiceFieldsFragment[]): string[] =>
  [...new Set(services.flatMap((service) => service.environment ?? []))].sort();

/** `12, 2 need attention`: what a folded group hides. */
export const groupWords = (services: readonly ServiceFieldsFragment[]): string => {
  const attention = services.filter((service) => isUnder('attention', service)).length;
  const running = services.filter((service) => isUnder('running', service)).length;
  const words = [`${services.length}`, running > 0 ? `${running} running` : '', needAttention(attention)];
  return words.filter(Boolean).join(', ');
};

/** `(1 running, 2 failed) FastDeploy`: what somebody wants to know who looks at another tab. */
export const tabOf = (
  services: readonly ServiceFieldsFragment[],
  unfinished: readonly ActiveRunFieldsFragment[],
): Tab => {
  const running = unfinished.filter((run) => run.state !== 'QUEUED').length;
  const failed = services.filter((service) => isBad(service.latestDeployment?.state)).length;
  const others = services.filter((service) => isUnder('attention', service)).length - failed;
  const words = [running > 0 ? `${running} running` : '', failed > 0 ? `${failed} failed` : '', needAttention(others)];
  const said = words.filter(Boolean).join(', ');
  return {
    title: said ? `(${said}) FastDeploy` : 'FastDeploy',
    icon: running > 0 ? 'active' : failed + others > 0 ? 'failed' : unfinished.length > 0 ? 'waiting' : 'idle',
  };
};

const needAttention = (count: number): string => (count > 0 ? `${count} need${count === 1 ? 's' : ''} attention` : '');
