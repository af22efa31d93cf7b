import type { Viewer } from '../access/viewer.ts';
import type { ActorKind } from './deployment.entity.ts';

export type ActingPerson = { kind: ActorKind; label: string; userId: number | null; tokenId: number | null };

/** Who did it, as it is kept with the deployment: from the credential's row, never from the request. */
export function actorOf({ user, token }: Viewer): ActingPerson {
  if (user !== null) return { kind: 'USER', label: user.name, userId: user.id, tokenId: token?.id ?? null };
  if (token === null) return { kind: 'SYSTEM', label: 'FastDeploy', userId: null, tokenId: null };
  return { kind: 'TOKEN', label: token.label === '' ? token.prefix : token.label, userId: null, tokenId: token.id };
}
