import type { AuditActorKind } from './audit-event.entity.ts';
import type { Viewer } from './viewer.ts';

export type ActingPerson = {
  kind: AuditActorKind;
  label: string;
  userId: number | null;
  tokenId: number | null;
};

/** Who did it, as it is kept with what was done: from the credential's row, never from the request. */
export function actorOf({ user, token, role, account }: Viewer): ActingPerson {
  if (user !== null) return { kind: 'USER', label: user.name, userId: user.id, tokenId: token?.id ?? null };
  if (token !== null)
    return { kind: 'TOKEN', label: token.label === '' ? token.prefix : token.label, userId: null, tokenId: token.id };
  const nobody = { userId: null, tokenId: null };
  if (role === null) return { kind: 'ANONYMOUS', label: 'nobody', ...nobody };
  return { kind: 'SYSTEM', label: account === undefined ? 'FastDeploy' : `${account} at the command line`, ...nobody };
}
