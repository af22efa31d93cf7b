import { listServiceDirectories, type UnregisteredDirectory } from './service-directories.ts';

/** What is in the services directory and cannot be a service. */
export type UnregisteredDirectories = {
  totalCount: number;
  /** By name, at most `maxUnregisteredShown`. */
  nodes: UnregisteredDirectory[];
};

/** More would be another kind of directory than one of services. */
export const maxUnregisteredShown = 100;

/** None when the services directory cannot be read: the sync and the checks of the system say why. */
export async function readUnregistered(servicesDir: string): Promise<UnregisteredDirectories> {
  const { unregistered } = await listServiceDirectories(servicesDir).catch(() => ({ unregistered: [] }));
  return { totalCount: unregistered.length, nodes: unregistered.slice(0, maxUnregisteredShown) };
}
