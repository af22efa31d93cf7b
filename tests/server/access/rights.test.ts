import { expect, test } from 'vitest';
import { authorise, denialOf, may, type Verb } from '../../../server/access/authorise.ts';
import { type GrantFacts, rightsOf, type TokenFacts } from '../../../server/access/rights.ts';
import { nobody, system, type Viewer } from '../../../server/access/viewer.ts';

const verbs: Verb[] = [
  'service.read',
  'service.sync',
  'deployment.start',
  'inventory.read',
  'user.manage',
  'audit.read',
];
const plain: TokenFacts = {
  ...{ kind: 'API', role: 'ADMIN', readOnly: false, serviceScope: 'ALL', serviceId: 7, deploymentId: 9 },
};
const administrator = { role: 'ADMIN', serviceScope: 'ALL' } as const;
const none: GrantFacts = { token: [], holder: [] };
const as = (token: Partial<TokenFacts>, holder: Parameters<typeof rightsOf>[1] = administrator): Viewer => ({
  ...system,
  ...rightsOf({ ...plain, ...token }, holder, none),
});

test.each([
  ['an administrator everything', as({ kind: 'SESSION' }), verbs],
  ['an API token what its role may', as({ role: 'VIEWER' }), ['service.read', 'inventory.read']],
  ['an API token that only reads no act', as({ readOnly: true }), ['service.read', 'inventory.read', 'audit.read']],
  ['a service token two things', as({ kind: 'SERVICE' }), ['service.read', 'deployment.start']],
  ['a config token the inventory', as({ kind: 'CONFIG' }), ['inventory.read']],
  ['a deployment token to look', as({ kind: 'DEPLOYMENT' }, null), ['service.read']],
  ['a token without a maker nothing', as({}, null), []],
  ['a one-time code nothing', as({ kind: 'ONCE' }), []],
  ['nobody nothing', nobody, []],
])('may: %s', (_who, viewer, allowed) => {
  expect(verbs.filter((verb) => may(viewer, verb))).toEqual(allowed);
});

test('a denial says what is missing', () => {
  expect(denialOf(as({ role: 'VIEWER' }), 'service.sync')).toBe(
    'Syncing services needs the role OPERATOR; yours is VIEWER.',
  );
  expect(denialOf(system, 'service.sync')).toBeNull();
  expect(() => authorise(nobody, 'service.read')).toThrow('Sign in first');
});

test('a token of one service is bound to it, and to what its maker sees', () => {
  const grants = { token: [], holder: [{ service: 'shop-*', environment: null }] };
  const maker = { role: 'OPERATOR', serviceScope: 'SELECTED' } as const;

  expect(rightsOf({ ...plain, kind: 'SERVICE' }, maker, grants).scope).toEqual([
    [{ service: null, environment: null, id: 7 }],
    [{ service: 'shop-*', environment: null, id: null }],
  ]);
});
