import type { Grant } from './grant.entity.ts';
import type { Token } from './token.entity.ts';
import type { Role, User } from './user.entity.ts';

/** Services by name or glob (`shop-*`), by environment, or one by its number; what is null does not restrict. */
export type Granted = { service: string | null; environment: string | null; id: number | null };

/** The services that there are for a viewer: those that every list grants with one of its entries. No list: all; an empty one: none. */
export type Scope = readonly (readonly Granted[])[];

export const everything: Scope = [];
const nothing: Scope = [[]];

/** What a credential may do, as its rows say at this moment. Compared as a whole to see whether it has changed. */
export type Rights = {
  /** Of the person, or of an API token and never above its maker's; null for the other kinds. */
  role: Role | null;
  /** The role that no act of this credential may need more than: also what the maker of a service token may. */
  ceiling: Role | null;
  /** What it is made for; null: whatever its role may. */
  purpose: 'SERVICE' | 'DEPLOYMENT' | 'CONFIG' | null;
  readOnly: boolean;
  scope: Scope;
  /** The only deployment there is for it. */
  run: number | null;
};

export const noRights: Rights = {
  role: null,
  ceiling: null,
  purpose: null,
  readOnly: true,
  scope: nothing,
  run: null,
};

export type TokenFacts = Pick<Token, 'kind' | 'role' | 'readOnly' | 'serviceScope' | 'serviceId' | 'deploymentId'>;
export type HolderFacts = Pick<User, 'role' | 'serviceScope'>;
/** The grants of a token and of its holder. */
export type GrantFacts = { token: readonly GrantFact[]; holder: readonly GrantFact[] };
export type GrantFact = Pick<Grant, 'service' | 'environment'>;

/** `holder`: whose session it is, or who made the token. A token never has more than its maker has at this moment. */
export function rightsOf(token: TokenFacts, holder: HolderFacts | null, grants: GrantFacts): Rights {
  const own = [{ service: null, environment: null, id: token.serviceId ?? 0 }];
  if (token.kind === 'DEPLOYMENT')
    return { ...noRights, ceiling: 'VIEWER', purpose: 'DEPLOYMENT', scope: [own], run: token.deploymentId ?? 0 };
  if (holder === null) return noRights;
  const ofHolder = scopeOf(holder.role === 'ADMIN' ? 'ALL' : holder.serviceScope, grants.holder);
  const scope = [...scopeOf(token.serviceScope, grants.token), ...ofHolder];
  const readOnly = token.readOnly;
  switch (token.kind) {
    case 'SESSION':
      return { ...noRights, role: holder.role, ceiling: holder.role, readOnly, scope };
    case 'API': {
      const role = token.role ? lower(token.role, holder.role) : null;
      return { ...noRights, role, ceiling: role, readOnly, scope };
    }
    case 'SERVICE':
      return { ...noRights, ceiling: holder.role, purpose: 'SERVICE', readOnly, scope: [own, ...scope] };
    case 'CONFIG':
      return { ...noRights, ceiling: holder.role, purpose: 'CONFIG', scope };
    case 'ONCE':
      return noRights;
  }
}

/** Whether `role` is at least `least`. */
export function reaches(role: Role, least: Role): boolean {
  return rank[role] >= rank[least];
}

function lower(one: Role, other: Role): Role {
  return reaches(one, other) ? other : one;
}

function scopeOf(scope: User['serviceScope'], grants: readonly GrantFact[]): Scope {
  if (scope === 'ALL') return everything;
  return [
    grants.map(({ service, environment }) => ({
      service: service ?? null,
      environment: environment ?? null,
      id: null,
    })),
  ];
}

const rank: Record<Role, number> = { VIEWER: 1, OPERATOR: 2, ADMIN: 3 };
