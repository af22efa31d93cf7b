import { builder } from '../graphql/builder.ts';
import type { UnregisteredDirectory as UnregisteredDirectoryShape } from './service-directories.ts';
import { ServiceProblem } from './service-parts.schema.ts';
import type { UnregisteredDirectories as UnregisteredDirectoriesShape } from './unregistered.ts';

const UnregisteredDirectory = builder.objectRef<UnregisteredDirectoryShape>('UnregisteredDirectory').implement({
  description: 'A directory whose name no service can have, or a symbolic link that leads nowhere.',
  fields: (t) => ({
    directory: t.exposeString('directory', { description: 'Its name in the services directory.' }),
    problem: t.expose('problem', { type: ServiceProblem }),
  }),
});

export const UnregisteredDirectories = builder
  .objectRef<UnregisteredDirectoriesShape>('UnregisteredDirectories')
  .implement({
    fields: (t) => ({
      totalCount: t.exposeInt('totalCount'),
      nodes: t.expose('nodes', { type: [UnregisteredDirectory], description: 'By name, at most 100.' }),
    }),
  });
