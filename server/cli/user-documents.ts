import type { Refusal, TypedDocument } from './documents.ts';

const typed = <Data, Variables>(text: string): TypedDocument<Data, Variables> => ({ text });

export type Role = 'VIEWER' | 'OPERATOR' | 'ADMIN';
export type Grant = { service: string | null; environment: string | null };

export type ShownUser = {
  id: string;
  name: string;
  role: Role;
  serviceScope: 'ALL' | 'SELECTED';
  grants: Grant[];
  lastSeenAt: string | null;
  disabledAt: string | null;
  sessionCount: number;
  tokenCount: number;
};

const fields = 'id name role serviceScope grants { service environment } lastSeenAt disabledAt sessionCount tokenCount';

export const UserByName = typed<{ user: { id: string } | null }, { name: string }>(`query UserByName($name: String!) {
  user(name: $name) { id }
}`);

export const Users = typed<
  { users: { nodes: ShownUser[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } },
  { after: string | null; search: string | null }
>(`query Users($after: String, $search: String) {
  users(first: 100, after: $after, search: $search) { nodes { ${fields} } pageInfo { hasNextPage endCursor } }
}`);

export const CreateUser = typed<
  { createUser: { __typename: 'CreateUserSuccess'; user: ShownUser; signInUrl: string | null } | Refusal },
  {
    input: {
      name: string;
      role: Role;
      password: string | null;
      serviceScope: 'ALL' | 'SELECTED' | null;
      grants: Grant[] | null;
    };
  }
>(`mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    __typename ... on CreateUserSuccess { signInUrl user { ${fields} } } ... on Error { code message }
  }
}`);

export const UpdateUser = typed<
  { updateUser: { __typename: 'UpdateUserSuccess'; user: ShownUser } | Refusal },
  { input: { id: string; disabled?: boolean; password?: string } }
>(`mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    __typename ... on UpdateUserSuccess { user { ${fields} } } ... on Error { code message }
  }
}`);

export const CreateSignInLink = typed<
  { createSignInLink: { __typename: 'CreateSignInLinkSuccess'; url: string; expiresAt: string } | Refusal },
  { user: string }
>(`mutation CreateSignInLink($user: ID!) {
  createSignInLink(user: $user) {
    __typename ... on CreateSignInLinkSuccess { url expiresAt } ... on Error { code message }
  }
}`);
