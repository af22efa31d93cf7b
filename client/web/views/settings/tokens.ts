import type { Client } from '@urql/core';
import {
  type TokenFieldsFragment,
  TokensPageDocument,
  type TokensPageQuery,
  type TokensPageQueryVariables,
} from '../../api/generated/graphql.ts';
import { createListing, type Listing } from '../../live/listing.ts';
import { type TokenParams, toTokenVariables } from './token-filter.ts';

export type TokenListing = Listing<TokensPageQuery, TokenFieldsFragment>;

const pageSize = 50;

/** Tokens under a filter, newest first. Needs a Solid owner. */
export const createTokens = (client: Client, params: () => TokenParams, first?: () => string | null): TokenListing =>
  createListing<TokensPageQuery, TokenFieldsFragment>(
    (after) => {
      const variables = { first: pageSize, after: after ?? first?.() ?? null, ...toTokenVariables(params()) };
      return client
        .query<TokensPageQuery, TokensPageQueryVariables>(TokensPageDocument.toString(), variables)
        .toPromise();
    },
    ({ tokens }) => tokens,
  );

type Person = TokensPageQuery['viewer'] | undefined;

export const mayMakeTokens = (viewer: Person): boolean => viewer?.can.includes('MANAGE_TOKENS') ?? false;

/** One with the rights of more than one service is an administrator's. */
export const mayRotate = (viewer: Person, token: TokenFieldsFragment): boolean =>
  token.active && !token.replacedBy && mayMakeTokens(viewer) && (token.kind === 'SERVICE' || viewer?.role === 'ADMIN');
