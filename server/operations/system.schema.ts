import { builder } from '../graphql/builder.ts';
import { present } from '../graphql/present.ts';
import type { LastSync } from '../services/service.operations.ts';
import { Service } from '../services/service.schema.ts';
import { type Check as CheckShape, checkStates } from './check.ts';
import type { HostSeen, SystemInfo as SystemInfoShape } from './system.operations.ts';

const CheckState = builder.enumType('CheckState', { values: checkStates });

const Check = builder.objectRef<CheckShape>('Check').implement({
  description: 'One line of `fastdeploy doctor`.',
  fields: (t) => ({
    code: t.exposeString('code'),
    title: t.exposeString('title'),
    state: t.expose('state', { type: CheckState }),
    message: t.exposeString('message'),
    hint: t.exposeString('hint', { nullable: true, description: 'What to do, as a command or sentence.' }),
    serviceName: t.exposeString('service', { nullable: true }),
    service: t.field({
      type: Service,
      nullable: true,
      description: 'Null for what concerns all, and for a directory that no sync has read yet.',
      resolve: ({ service }, _args, { operations, viewer }) =>
        service === null ? null : operations.services.byName(viewer, service),
    }),
  }),
});

const DatabaseInfo = builder.objectRef<SystemInfoShape['database']>('DatabaseInfo').implement({
  fields: (t) => ({
    isEmbedded: t.exposeBoolean('isEmbedded', {
      description: 'The one that FastDeploy brings; otherwise DATABASE_URL.',
    }),
    version: t.exposeString('version'),
    sizeBytes: t.exposeFloat('sizeBytes'),
  }),
});

const ServicesSync = builder.objectRef<LastSync>('ServicesSync').implement({
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime' }),
    problem: t.exposeString('problem', { nullable: true, description: 'Why the directory was not read.' }),
  }),
});

const HostInfo = builder.objectRef<HostSeen>('HostInfo').implement({
  description: 'A machine whose servers take deployments from the queue.',
  fields: (t) => ({
    name: t.exposeString('name'),
    seenAt: t.expose('seenAt', { type: 'DateTime' }),
    isAway: t.exposeBoolean('isAway'),
    isHere: t.exposeBoolean('isHere', { description: 'This answer comes from it.' }),
  }),
});

const SystemInfo = builder.objectRef<SystemInfoShape>('SystemInfo').implement({
  description: 'How this installation is set up and how it does.',
  fields: (t) => ({
    version: t.string({ resolve: (_system, _args, { version }) => version }),
    nodeVersion: t.exposeString('nodeVersion'),
    database: t.expose('database', { type: DatabaseInfo }),
    logDays: t.exposeInt('logDays'),
    maxLogBytes: t.exposeFloat('maxLogBytes'),
    maxConcurrent: t.exposeInt('maxConcurrent'),
    dataDirectory: t.exposeString('dataDirectory'),
    servicesDirectory: t.exposeString('servicesDirectory'),
    deployUser: t.exposeString('deployUser', { nullable: true, description: "Null: the server's own user." }),
    lastSync: t.expose('lastSync', { type: ServicesSync, nullable: true, description: 'By this server.' }),
    hosts: t.expose('hosts', { type: [HostInfo] }),
  }),
});

builder.queryFields((t) => ({
  system: t.field({
    type: SystemInfo,
    nullable: true,
    resolve: (_root, _args, { operations, viewer }) => operations.system.info(viewer),
  }),
  checks: t.field({
    type: [Check],
    nullable: { list: true, items: false },
    description: 'Runs the same checks as `fastdeploy doctor`; with a service only what concerns it.',
    args: { service: t.arg.string() },
    resolve: (_root, args, { operations, viewer }) => operations.system.checks(viewer, present(args)),
  }),
}));
