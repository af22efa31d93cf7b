import type { AccessOperations } from '../access/access.operations.ts';
import type { Session } from '../access/sessions.ts';
import type { Viewer } from '../access/viewer.ts';
import type { InventoryOperations } from '../deployments/deployed-service.operations.ts';
import type { DeploymentOperations } from '../deployments/deployment.operations.ts';
import type { Log } from '../log.ts';
import type { SystemOperations } from '../operations/system.operations.ts';
import type { ServiceOperations } from '../services/service.operations.ts';
import { createLoaders, type Loaders } from './loaders.ts';

export type Operations = {
  access: AccessOperations;
  services: ServiceOperations;
  deployments: DeploymentOperations;
  inventory: InventoryOperations;
  system: SystemOperations;
};

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

/** Whoever listens to a stream, while it is open. */
export type Listener = {
  /** With the rights of this moment. */
  readonly viewer: Viewer;
  /** Aborted when the caller may not listen any longer; its reason is the error that ends the stream. */
  readonly ended: AbortSignal;
  /** Called when the rights of `viewer` have changed, until the returned function is called. */
  onChange(listen: () => void): () => void;
};

/** Who asks, and how to answer them beside the data. */
export type Caller = {
  viewer: Viewer;
  /** Told to the caller with an error that was masked, and written to the log beside its cause. */
  requestId: string;
  listener: Listener;
  /** Sets or clears the browser's session cookie; does nothing on a socket. */
  cookie: { set(session: Session): void; clear(): void };
};

/** What resolvers may use. Made anew for each request; `loaders` also for each event of a subscription. */
export type Context = Facts & Caller & { loaders: Loaders };

export function contextOf(facts: Facts, caller: Caller): Context {
  return { ...facts, ...caller, loaders: createLoaders(facts.operations, caller.viewer) };
}
