import type { Role } from '../../api/generated/graphql.ts';
import type { IconName } from '../../components/Icon.tsx';

/** A line of the navigation, of the palette's "Go to" and of the `G …` shortcuts. */
export interface Place {
  href: string;
  name: string;
  /** Under the icon on phones. */
  short: string;
  icon: IconName;
  /** After `G`, in lower case. */
  key: string;
  /** Other addresses that belong to it: `/services` for the dashboard at `/`. */
  below?: string;
}

/** A page of the settings; `roles`: who sees it, everybody without. */
export interface SettingsTab {
  href: string;
  name: string;
  key?: string;
  roles?: readonly Role[];
}

/** Where one can go. A page is listed with its route in App.tsx, never before. */
export const places: readonly Place[] = [
  { href: '/', name: 'Services', short: 'Services', icon: 'layers', key: 's', below: '/services' },
  { href: '/deployments', name: 'Deployments', short: 'Deploys', icon: 'list', key: 'd' },
  { href: '/inventory', name: 'Inventory', short: 'Inventory', icon: 'grid', key: 'i' },
  { href: '/wall', name: 'Wallboard', short: 'Wall', icon: 'wall', key: 'w' },
  { href: '/settings', name: 'Settings', short: 'Settings', icon: 'tools', key: 'e' },
];

/** The tabs of the settings, in their order; `/settings` leads to the first that the viewer may see. */
export const settingsTabs: readonly SettingsTab[] = [
  { href: '/settings/tokens', name: 'Tokens', key: 't' },
  { href: '/settings/users', name: 'Users', key: 'u', roles: ['ADMIN'] },
  { href: '/settings/audit', name: 'Audit', key: 'a', roles: ['ADMIN'] },
  { href: '/settings/account', name: 'Account' },
  { href: '/settings/preferences', name: 'Preferences', key: 'p' },
  { href: '/settings/system', name: 'System', roles: ['ADMIN'] },
];

/** Pages without the frame: no navigation around them. */
export const frameless: readonly string[] = ['/sign-in', '/wall'];

export const isAt = (place: Place, path: string): boolean =>
  path === place.href || isBelow(place.href, path) || (place.below !== undefined && isBelow(place.below, path));

/** Tabs that a viewer of this role sees; before the role is known only those that everybody sees. */
export const tabsFor = (role: Role | null | undefined): readonly SettingsTab[] =>
  settingsTabs.filter(({ roles }) => roles === undefined || (role != null && roles.includes(role)));

const isBelow = (parent: string, path: string): boolean => parent !== '/' && path.startsWith(`${parent}/`);
