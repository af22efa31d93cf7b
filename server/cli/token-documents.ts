import type { Refusal, TypedDocument } from './documents.ts';
import type { Grant, Role } from './user-documents.ts';

const typed = <Data, Variables>(text: string): TypedDocument<Data, Variables> => ({ text });

export type TokenKind = 'SERVICE' | 'API' | 'CONFIG';

export type ShownToken = {
  id: string;
  kind: TokenKind | 'SESSION' | 'DEPLOYMENT';
  prefix: string;
  label: string;
  service: { name: string } | null;
  role: Role | null;
  active: boolean;
  expiresAt: string;
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
  revokedAt: string | null;
  revokedBy: { label: string } | null;
};

const fields = `id kind prefix label service { name } role active expiresAt lastUsedAt lastUsedFrom revokedAt
    revokedBy { label }`;

export const Tokens = typed<
  { tokens: { nodes: ShownToken[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } },
  { after: string | null; kinds: string[] | null; active: boolean | null; service: string | null }
>(`query Tokens($after: String, $kinds: [TokenKind!], $active: Boolean, $service: String) {
  tokens(first: 100, after: $after, kinds: $kinds, active: $active, service: $service) {
    nodes { ${fields} } pageInfo { hasNextPage endCursor }
  }
}`);

export type CreateTokenInput = {
  kind: TokenKind;
  label: string;
  service: string | null;
  origin: string | null;
  role: Role | null;
  readOnly: boolean | null;
  grants: Grant[] | null;
  expiresInDays?: number;
};

export const CreateToken = typed<
  { createToken: { __typename: 'CreateTokenSuccess'; secret: string; token: ShownToken } | Refusal },
  { input: CreateTokenInput }
>(`mutation CreateToken($input: CreateTokenInput!) {
  createToken(input: $input) {
    __typename ... on CreateTokenSuccess { secret token { ${fields} } } ... on Error { code message }
  }
}`);

export const RotateToken = typed<
  {
    rotateToken:
      | { __typename: 'RotateTokenSuccess'; secret: string; token: ShownToken; replaced: ShownToken }
      | Refusal;
  },
  { input: { id: string; overlapHours?: number } }
>(`mutation RotateToken($input: RotateTokenInput!) {
  rotateToken(input: $input) {
    __typename ... on RotateTokenSuccess { secret token { ${fields} } replaced { ${fields} } } ... on Error { code message }
  }
}`);

export const RevokeToken = typed<
  { revokeToken: { __typename: 'RevokeTokenSuccess'; token: ShownToken } | Refusal },
  { id: string }
>(`mutation RevokeToken($id: ID!) {
  revokeToken(id: $id) {
    __typename ... on RevokeTokenSuccess { token { ${fields} } } ... on Error { code message }
  }
}`);
