import type { AccessOperations } from '../access/access.operations.ts';
import type { Session } from '../access/sessions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { DeploymentOperations } from '../deployments/deployment.operations.ts';
import type { Log } from '../log.ts';
import type { ServiceOperations } from '../services/service.operations.ts';
import { createLoaders, type Loaders } from './loaders.ts';

export type Operations = { access: AccessOperations; services: ServiceOperations; deployments: DeploymentOperations };

/** What stays the same from request to request. */
export type Facts = {
  operations: Operations;
  log: Log;
  version: string;
  /** For services that set none; 0: no limit. */
  defaultTimeoutSeconds: number;
  /** Longest execution of a query. */
  queryTimeoutMs: number;
  /** Where people reach this server, without a slash at the end. */
  publicUrl: string;
};

/** Who asks, and how to answer them beside the data. */
export type Caller = {
  viewer: Viewer;
  /** Told to the caller with an error that was masked, and written to the log beside its cause. */
  requestId: string;
  /** Aborted when the caller may not listen any longer; its reason is the error that ends the stream. */
  ended: AbortSignal;
  /** Sets or clears the browser's session cookie; does nothing on a socket. */
  cookie: { set(session: Session): void; clear(): void };
};

/** What resolvers may use. Made anew for each request; `loaders` also for each event of a subscription. */
export type Context = Facts & Caller & { loaders: Loaders };

export function contextOf(facts: Facts, caller: Caller): Context {
  return { ...facts, ...caller, loaders: createLoaders(facts.operations, caller.viewer) };
}
