import type { Client } from '@urql/core';
import { explain } from '../../api/client.ts';
import { SyncServicesDocument } from '../../api/generated/graphql.ts';
import { plural } from '../../components/format.ts';

/** Reads the directories of the services now; what came of it, in words. */
export const syncDirectories = async (client: Client): Promise<string> => {
  const { data, error } = await client.mutation(SyncServicesDocument.toString(), {}).toPromise();
  const done = data?.syncServices;
  if (done?.__typename === 'SyncServicesSuccess')
    return `${plural(done.added.length, 'service')} added, ${done.updated.length} changed, ${done.archived.length} gone`;
  return done?.message ?? (error ? explain(error).message : 'The server did not answer.');
};
