import type { Client } from '@urql/core';
import {
  type CreateUserInput,
  type Role,
  type UpdateUserInput,
  type UserFieldsFragment,
  UsersPageDocument,
  type UsersPageQuery,
  type UsersPageQueryVariables,
} from '../../api/generated/graphql.ts';
import { createListing, type Listing } from '../../live/listing.ts';
import { type GrantValues, toGrants } from './grants.ts';

export type UserListing = Listing<UsersPageQuery, UserFieldsFragment>;

/** What of the users is asked for; exactly what stands in the address. */
export interface UserParams {
  [key: string]: string | undefined;
  q?: string | undefined;
  show?: string | undefined;
}

export const noUserFilter: UserParams = { q: '', show: '' };
export const showUsers: { key: string; name: string; disabled: boolean }[] = [
  { key: 'enabled', name: 'Enabled', disabled: false },
  { key: 'disabled', name: 'Disabled', disabled: true },
];
export const isUserFiltered = ({ q, show }: UserParams): boolean => Boolean(q || show);

const pageSize = 50;

/** Users under a filter, by name. Needs a Solid owner. */
export const createUsers = (client: Client, params: () => UserParams, first: () => string | null): UserListing =>
  createListing<UsersPageQuery, UserFieldsFragment>(
    (after) => {
      const { q, show } = params();
      const disabled = showUsers.find(({ key }) => key === show)?.disabled;
      const variables = {
        ...{ first: pageSize, after: after ?? first() },
        ...(q && { search: q }),
        ...(disabled !== undefined && { disabled }),
      };
      return client.query<UsersPageQuery, UsersPageQueryVariables>(UsersPageDocument.toString(), variables).toPromise();
    },
    ({ users }) => users,
  );

/** Why somebody can neither be disabled nor lose the role; null: they can. The server has the last word. */
export const lockoutOf = (user: { id: string }, data: UsersPageQuery | undefined): Lockout => {
  if (user.id !== data?.viewer?.user?.id) return { disable: null, role: null };
  const { enabled } = data;
  const others = (enabled?.nodes ?? []).filter(({ id, role }) => role === 'ADMIN' && id !== user.id);
  const isLast = others.length === 0 && enabled?.pageInfo.hasNextPage === false;
  const last = 'You are the last administrator. Make somebody else one first.';
  return {
    disable: isLast ? last : 'You cannot disable yourself. Ask another administrator.',
    role: isLast ? last : null,
  };
};

export interface Lockout {
  disable: string | null;
  role: string | null;
}

/** What stands in the form about somebody's rights. */
export interface RightsValues extends GrantValues {
  role: Role;
}

export const rightsValues = (user?: UserFieldsFragment): RightsValues => ({
  role: user?.role ?? 'VIEWER',
  limited: user ? user.role !== 'ADMIN' && user.serviceScope === 'SELECTED' : true,
  grants: (user?.grants ?? []).map(({ service, environment }) => ({
    service: service ?? '',
    environment: environment ?? '',
  })),
});

/** Administrators see everything: what was chosen for another role does not count. */
export const toRights = ({
  role,
  limited,
  grants,
}: RightsValues): Pick<CreateUserInput & UpdateUserInput, 'role' | 'serviceScope' | 'grants'> => {
  if (role === 'ADMIN') return { role };
  return { role, serviceScope: limited ? 'SELECTED' : 'ALL', grants: limited ? toGrants(grants) : [] };
};
