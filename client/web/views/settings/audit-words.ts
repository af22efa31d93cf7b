/** What somebody did, in words that also fit when they were not let. */
export const actionWords: Record<string, string> = {
  'session.create': 'Sign in',
  'session.deny': 'Failed sign-in',
  'session.end': 'End sessions',
  'password.change': 'Change password',
  'user.create': 'Create user',
  'user.update': 'Change rights',
  'user.disable': 'Disable user',
  'user.enable': 'Enable user',
  'link.create': 'Make sign-in link',
  'token.create': 'Create token',
  'token.rotate': 'Rotate token',
  'token.revoke': 'Revoke token',
  'deployment.start': 'Start deployment',
  'deployment.retry': 'Run deployment again',
  'deployment.cancel': 'Cancel deployment',
  'deployment.forget': 'Forget deployment',
  'service.sync': 'Sync services',
  'service.delete': 'Delete service',
  'log.download': 'Download log',
  'system.prune': 'Remove what retention does not keep',
};

/** A verb without words is shown as it is: a refusal may name any. */
export const actionName = (action: string): string => actionWords[action] ?? action;

interface Target {
  subjectId: string | null;
  subjectLabel: string;
  service: string | null;
}

/** Where what it was done to is shown; null: nowhere. */
export const targetHref = ({ subjectId, subjectLabel, service }: Target): string | null => {
  const [kind, number] = subjectId?.split('_') ?? [];
  if (kind === 'dep' && number) return `/deployments/${number}`;
  if (kind === 'usr') return `/settings/users?q=${encodeURIComponent(subjectLabel)}`;
  if (kind === 'tok') return `/settings/tokens?show=all&q=${encodeURIComponent(subjectLabel)}`;
  return service ? `/services/${encodeURIComponent(service)}` : null;
};

export const targetName = ({ subjectId, subjectLabel, service }: Target): string =>
  subjectLabel || service || subjectId || '–';
