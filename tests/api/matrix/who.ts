import type { Connection } from '../../../server/db/connection.ts';
import { makeSession, makeToken, makeUser } from '../../helpers/credentials.ts';
import { query } from '../../helpers/database.ts';
import { granted, type Seeds, services } from './seeds.ts';

/** Every kind of caller there is. "granted": the seeded services are in its scope; "not granted": another one is. */
export const everybody = [
  'nobody',
  'VIEWER',
  'OPERATOR',
  'ADMIN',
  'VIEWER granted',
  'VIEWER not granted',
  'OPERATOR granted',
  'OPERATOR not granted',
  'SERVICE own',
  'SERVICE other',
  'API VIEWER',
  'API OPERATOR',
  'API ADMIN',
  'API ADMIN granted',
  'API read-only',
  'CONFIG',
  'DEPLOYMENT own',
  'DEPLOYMENT other',
  'expired',
  'revoked',
  'creator disabled',
  'creator demoted',
] as const;
export type Who = (typeof everybody)[number];

export type Holder = { id: number; secret: string | null };

export async function makeEverybody(connection: Connection, seeds: Seeds): Promise<Record<Who, Holder>> {
  const admin = await makeUser(connection, { role: 'ADMIN' });
  const selected = (role: 'VIEWER' | 'OPERATOR', service: string) =>
    makeSession(connection, { role, scope: 'SELECTED', grants: [{ service }] });
  const api = (role: 'VIEWER' | 'OPERATOR' | 'ADMIN', createdBy = admin, readOnly = false) =>
    makeToken(connection, { kind: 'API', role, createdBy, readOnly });
  const service = (id: number) => makeToken(connection, { kind: 'SERVICE', service: id, createdBy: admin });
  const deployment = (id: number, of: number) =>
    makeToken(connection, { kind: 'DEPLOYMENT', deployment: id, service: of });
  return {
    nobody: { id: 0, secret: null },
    VIEWER: await makeSession(connection, { role: 'VIEWER' }),
    OPERATOR: await makeSession(connection, { role: 'OPERATOR' }),
    ADMIN: await makeSession(connection, { role: 'ADMIN' }),
    'VIEWER granted': await selected('VIEWER', granted),
    'VIEWER not granted': await selected('VIEWER', services.control),
    'OPERATOR granted': await selected('OPERATOR', granted),
    'OPERATOR not granted': await selected('OPERATOR', services.control),
    'SERVICE own': await service(seeds.service.web),
    'SERVICE other': await service(seeds.service.control),
    'API VIEWER': await api('VIEWER'),
    'API OPERATOR': await api('OPERATOR'),
    'API ADMIN': await api('ADMIN'),
    'API ADMIN granted': await makeToken(connection, {
      ...{ kind: 'API', role: 'ADMIN', createdBy: admin, scope: 'SELECTED', grants: [{ service: granted }] },
    }),
    'API read-only': await api('ADMIN', admin, true),
    CONFIG: await makeToken(connection, { kind: 'CONFIG', createdBy: admin }),
    'DEPLOYMENT own': await deployment(seeds.run.target, seeds.service.web),
    'DEPLOYMENT other': await deployment(seeds.run.control, seeds.service.control),
    expired: await changed(connection, await api('ADMIN'), 'expires_at = now()'),
    revoked: await changed(connection, await api('ADMIN'), 'revoked_at = now()'),
    'creator disabled': await api('ADMIN', await formerAdmin(connection, 'disabled_at = now()')),
    'creator demoted': await api('ADMIN', await formerAdmin(connection, `role = 'VIEWER'`)),
  };
}

async function changed(connection: Connection, token: { id: number; secret: string }, change: string) {
  await query(connection, `update tokens set ${change} where id = $1`, [token.id]);
  return token;
}

async function formerAdmin(connection: Connection, change: string): Promise<number> {
  const id = await makeUser(connection, { role: 'ADMIN' });
  await query(connection, `update users set ${change} where id = $1`, [id]);
  return id;
}
