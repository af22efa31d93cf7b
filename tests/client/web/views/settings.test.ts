import { describe, expect, test } from 'vitest';
import type { TokenFieldsFragment, UsersPageQuery } from '../../../../client/web/api/generated/graphql.ts';
import { exportHref, toAuditFilter } from '../../../../client/web/views/settings/audit-filter.ts';
import { targetHref, targetName } from '../../../../client/web/views/settings/audit-words.ts';
import { lifeOf } from '../../../../client/web/views/settings/expiry.ts';
import { toTokenVariables } from '../../../../client/web/views/settings/token-filter.ts';
import { emptyToken, toTokenInput } from '../../../../client/web/views/settings/token-form.ts';
import { lockoutOf } from '../../../../client/web/views/settings/users.ts';
import { scopeWords, tokenWords } from '../../../../client/web/views/settings/words.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const token: TokenFieldsFragment = {
  id: 'tok_1',
  kind: 'SERVICE',
  prefix: 'fd_service_9fK2W',
  label: 'ci-main',
  role: null,
  serviceScope: 'ALL',
  grants: [],
  readOnly: false,
  service: { name: 'blog' },
  createdBy: { name: 'admin', disabledAt: null },
  createdAt: '2026-11-01T12:00:00Z',
  expiresAt: '2026-12-05T11:59:00Z',
  expiresSoon: true,
  lastUsedAt: null,
  lastUsedFrom: null,
  active: true,
  revokedAt: null,
  revokedBy: null,
  replacedBy: null,
};

describe('a token', () => {
  test('says how long it works, and warns before it ends', () => {
    expect(lifeOf(token, now)).toMatchObject({ words: 'in 12 days', warns: true });
    expect(lifeOf({ ...token, expiresAt: '2026-11-23T15:30:00Z' }, now).words).toBe('in 3 h');
    expect(lifeOf({ ...token, expiresAt: '2026-11-22T11:00:00Z', active: false }, now).words).toBe('expired yesterday');
  });

  test('says who revoked it, what replaced it, and whose it waits for', () => {
    const revoked = { ...token, active: false, revokedAt: '2026-11-23T11:58:00Z', revokedBy: { label: 'lena' } };
    const replaced = { ...token, replacedBy: { label: 'ci-main', prefix: 'fd_service_x' } };

    expect(lifeOf(revoked, now).words).toBe('revoked 2 min ago by lena');
    expect(lifeOf(replaced, now)).toMatchObject({ words: 'replaced, ends in 12 days', warns: false });
    expect(lifeOf({ ...token, active: false }, now).words).toBe('suspended: admin is disabled');
  });

  test('says in words what it may', () => {
    const api = { ...token, kind: 'API' as const, role: 'OPERATOR' as const, service: null };
    const grants = [
      { service: 'shop-*', environment: null },
      { service: null, environment: 'staging' },
    ];

    expect(tokenWords(token)).toBe('starts and reads deployments of blog');
    expect(tokenWords({ ...api, serviceScope: 'SELECTED', grants })).toBe(
      'acts as operator, only shop-* and everything in staging',
    );
    expect(tokenWords({ ...api, readOnly: true })).toBe('only reads, as operator, all services');
    expect(scopeWords('SELECTED', [])).toBe('no service');
  });

  test('is made with what counts for its kind alone', () => {
    const typed = { ...emptyToken('blog'), label: ' ci ', origin: 'github', days: 'custom', customDays: 'ten' };

    expect(toTokenInput(typed)).toEqual({
      kind: 'SERVICE',
      label: 'ci',
      service: 'blog',
      origin: 'github',
      expiresInDays: 0,
    });
    expect(toTokenInput({ ...typed, kind: 'API', limited: true, days: '90' })).toEqual({
      kind: 'API',
      label: 'ci',
      role: 'VIEWER',
      readOnly: false,
      grants: [],
      expiresInDays: 90,
    });
  });

  test('is listed while it works, unless the address asks for the others', () => {
    expect(toTokenVariables({})).toEqual({ kinds: ['SERVICE', 'API', 'CONFIG'], active: true });
    expect(toTokenVariables({ show: 'all', kind: 'api', q: 'ci', service: 'blog' })).toEqual({
      kinds: ['API'],
      active: null,
      search: 'ci',
      service: 'blog',
    });
  });
});

describe('a user', () => {
  const page = (enabled: UsersPageQuery['enabled']): UsersPageQuery => ({
    server: { timeNow: '' },
    viewer: { user: { id: 'usr_1' } },
    users: null,
    enabled,
  });
  const admin = { id: 'usr_1', role: 'ADMIN' as const };

  test('cannot disable themself, nor give the last administration away', () => {
    const alone = page({ nodes: [admin, { id: 'usr_2', role: 'OPERATOR' }], pageInfo: { hasNextPage: false } });
    const two = page({ nodes: [admin, { id: 'usr_2', role: 'ADMIN' }], pageInfo: { hasNextPage: false } });

    expect(lockoutOf(admin, alone).role).toMatch(/last administrator/);
    expect(lockoutOf(admin, two)).toEqual({ disable: expect.stringMatching(/yourself/), role: null });
    expect(lockoutOf({ id: 'usr_2' }, alone)).toEqual({ disable: null, role: null });
  });
});

describe('the audit log', () => {
  test('takes whole days in the zone of the preferences, and exports the same', () => {
    const filter = toAuditFilter({ from: '2026-11-01', to: '2026-11-30', outcome: 'refused', action: 'a,b' }, 'utc');

    expect(filter).toEqual({
      actions: ['a', 'b'],
      outcome: 'REFUSED',
      after: '2026-11-01T00:00:00.000Z',
      before: '2026-12-01T00:00:00.000Z',
    });
    expect(exportHref('csv', filter)).toBe(
      '/audit.csv?actions=a%2Cb&outcome=REFUSED&after=2026-11-01T00%3A00%3A00.000Z&before=2026-12-01T00%3A00%3A00.000Z',
    );
    expect(toAuditFilter({ from: 'yesterday' }, 'utc')).toEqual({});
  });

  test('leads to what something was done to', () => {
    const target = (subjectId: string | null, subjectLabel: string, service: string | null = null) => ({
      ...{ subjectId, subjectLabel, service },
    });

    expect(targetHref(target('dep_412', 'blog #412'))).toBe('/deployments/412');
    expect(targetHref(target('tok_1', 'ci main'))).toBe('/settings/tokens?show=all&q=ci%20main');
    expect(targetHref(target('usr_1', 'lena'))).toBe('/settings/users?q=lena');
    expect(targetHref(target(null, '', null))).toBeNull();
    expect(targetName(target(null, '', 'blog'))).toBe('blog');
  });
});
