/** A page as a browser opens it on the stage of `startStage`. What may be read on it is waited for before it is judged. */
export interface Screen {
  name: string;
  address: string;
  /** A selector or text that is there once the page is whole. */
  shows: string;
  signedOut?: true;
}

/** Every screen, for the tests that hold for all of them: no sideways scroll, axe, no complaints on the console. One line each. */
export const screens: readonly Screen[] = [
  { name: 'sign-in', address: '/sign-in', shows: 'text=Keep me signed in', signedOut: true },
  { name: 'services', address: '/', shows: 'text=All services' },
  { name: 'service', address: '/services/hello', shows: 'text=Recent runs' },
  { name: 'deployments', address: '/deployments', shows: 'td:has-text("Failed")' },
  { name: 'a run that succeeded', address: '/deployments/1', shows: '.pill.ok' },
  { name: 'a run that failed', address: '/deployments/2', shows: '#why' },
  { name: 'a run that runs', address: '/deployments/3', shows: '.pill.run' },
  { name: 'a run that waits', address: '/deployments/4', shows: '.pill.wait' },
  { name: 'inventory', address: '/inventory', shows: 'text=As published to other systems' },
  { name: 'wall', address: '/wall', shows: '.tile' },
  { name: 'system', address: '/settings/system', shows: '[data-check=NODE]' },
  { name: 'tokens', address: '/settings/tokens', shows: 'text=No token works now' },
  { name: 'users', address: '/settings/users', shows: 'text=Edit' },
  { name: 'audit', address: '/settings/audit', shows: 'text=Append-only' },
  { name: 'account', address: '/settings/account', shows: 'text=This one' },
  { name: 'preferences', address: '/settings/preferences', shows: 'text=Time zone' },
  { name: 'a page that does not exist', address: '/nowhere', shows: 'text=There is no such page' },
];
