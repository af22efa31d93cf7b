import type { MikroORM } from '@mikro-orm/postgresql';
import type { Page, PageInput } from '../db/keyset.ts';
import { NotFoundError } from '../errors.ts';
import { authorise } from './authorise.ts';
import { authoriseUnlimited, isAdministrator } from './authorise-unlimited.ts';
import { Grant } from './grant.entity.ts';
import { Token } from './token.entity.ts';
import * as commands from './token-commands.ts';
import * as lists from './token-lists.ts';
import type { Viewer } from './viewer.ts';

/** Credentials of machines, and those of people as far as they are shown and revoked like the others. */
export function tokenOperations({ orm, now }: { orm: MikroORM; now: () => number }) {
  /** Those of the tokens that the viewer may see: every one for an administrator, else one's own. */
  async function tokensByIds(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Token>> {
    if (viewer.token === null && viewer.role === null) return new Map();
    const tokens = await orm.em.fork().find(Token, { id: { $in: [...ids] }, kind: { $ne: 'ONCE' } });
    return new Map(tokens.filter((token) => maySee(viewer, token)).map((token) => [token.id, token]));
  }

  return {
    /** A token for a service that the viewer may start; every other one is made by administrators. */
    async createToken(viewer: Viewer, input: commands.CreateTokenInput): Promise<commands.NewToken> {
      authoriseUnlimited(viewer, verbFor(input.kind));
      if (input.kind === 'SERVICE') authorise(viewer, 'deployment.start');
      return commands.createToken(orm, viewer, input, now());
    },

    async rotateToken(
      viewer: Viewer,
      input: { id: number; overlapHours?: number | undefined },
    ): Promise<commands.NewToken & { replaced: Token }> {
      authoriseUnlimited(viewer, 'token.manage');
      const mayRotate = (token: Token): void => {
        mustSee(viewer, token);
        authorise(viewer, verbFor(token.kind));
      };
      return commands.rotateToken(orm, viewer, { ...input, mayRotate }, now());
    },

    async revokeToken(viewer: Viewer, id: number): Promise<Token> {
      authorise(viewer, 'token.revoke');
      return commands.revokeToken(orm, viewer, { id, mayRevoke: (token) => mustSee(viewer, token) }, now());
    },

    async tokens(viewer: Viewer, filter: lists.TokenFilter, page: PageInput): Promise<Page<Token>> {
      authorise(viewer, 'token.read');
      return lists.listTokens(orm, viewer, filter, page, now());
    },

    async countTokens(viewer: Viewer, filter: lists.TokenFilter): Promise<number> {
      authorise(viewer, 'token.read');
      return lists.countTokens(orm, viewer, filter, now());
    },

    tokensByIds,

    /** The grants of those of the tokens that the viewer may see. */
    async grantsOfTokens(viewer: Viewer, ids: readonly number[]): Promise<Map<number, Grant[]>> {
      const visible = [...(await tokensByIds(viewer, ids)).keys()];
      const grants = await orm.em.fork().find(Grant, { token: { $in: visible } }, { orderBy: { id: 'asc' } });
      return Map.groupBy(grants, ({ token }) => token ?? 0);
    },
  };
}

const verbFor = (kind: Token['kind']) => (kind === 'SERVICE' ? 'token.manage' : 'token.administer');

const maySee = (viewer: Viewer, token: Token): boolean => isAdministrator(viewer) || lists.isOwn(viewer, token);

function mustSee(viewer: Viewer, token: Token): void {
  if (!maySee(viewer, token)) throw new NotFoundError('token', `tok_${token.id}`);
}
