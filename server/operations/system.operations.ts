import type { Pool } from 'pg';
import { authoriseUnlimited } from '../access/authorise-unlimited.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Config } from '../config.ts';
import type { Connection } from '../db/connection.ts';
import { awayAfterSeconds } from '../deployments/host.entity.ts';
import type { LastSync } from '../services/service.operations.ts';
import type { Check } from './check.ts';
import { examine } from './doctor.ts';

export type SystemOperations = ReturnType<typeof systemOperations>;

export type SystemDeps = {
  config: Config;
  connection: Connection;
  pool: Pool;
  /** This host's id. */
  host: string;
  lastSync: () => LastSync | null;
};

export type HostSeen = { id: string; name: string; seenAt: Date; isAway: boolean; isHere: boolean };

export type SystemInfo = {
  nodeVersion: string;
  database: { isEmbedded: boolean; version: string; sizeBytes: number };
  logDays: number;
  maxLogBytes: number;
  maxConcurrent: number;
  dataDirectory: string;
  servicesDirectory: string;
  deployUser: string | null;
  lastSync: LastSync | null;
  hosts: HostSeen[];
};

/** How this installation is set up and how it does, for those who keep it running. */
export function systemOperations({ config, connection, pool, host, lastSync }: SystemDeps) {
  return {
    async info(viewer: Viewer): Promise<SystemInfo> {
      authoriseUnlimited(viewer, 'system.read');
      const { logDays, maxLogBytes, maxConcurrent, dataDir, servicesDir, deployUser } = config;
      const { rows } = await pool.query<{ version: string; size: number }>(
        `select current_setting('server_version') as version, pg_database_size(current_database())::float8 as size`,
      );
      return {
        nodeVersion: process.versions.node,
        database: {
          isEmbedded: config.databaseUrl === null,
          version: rows[0]?.version ?? '',
          sizeBytes: rows[0]?.size ?? 0,
        },
        ...{ logDays, maxLogBytes, maxConcurrent, deployUser },
        dataDirectory: dataDir,
        servicesDirectory: servicesDir,
        lastSync: lastSync(),
        hosts: await hostsSeen(pool, host),
      };
    },

    checks(viewer: Viewer, input: { service?: string | undefined }): Promise<Check[]> {
      return examine({ config, database: connection, serverPid: process.pid }, viewer, input);
    },
  };
}

/** Most recently seen first. */
async function hostsSeen(pool: Pool, here: string): Promise<HostSeen[]> {
  const { rows } = await pool.query<{ id: string; name: string; seenAt: string; isAway: boolean }>(
    `select id, name, seen_at as "seenAt", seen_at < now() - interval '${awayAfterSeconds} seconds' as "isAway"
     from hosts order by seen_at desc, id limit 100`,
  );
  return rows.map(({ seenAt, ...same }) => ({ ...same, seenAt: new Date(seenAt), isHere: same.id === here }));
}
