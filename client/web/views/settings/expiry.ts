import type { TokenFieldsFragment } from '../../api/generated/graphql.ts';
import { ago } from '../../components/format.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** `in 12 days`, `in 5 h`, `in 3 min`. */
export const inTime = (at: number, now: number): string => {
  const left = Math.max(at - now, 0);
  if (left < hourMs) return `in ${Math.floor(left / 60_000)} min`;
  if (left < 2 * dayMs) return `in ${Math.floor(left / hourMs)} h`;
  return `in ${Math.round(left / dayMs)} days`;
};

type Lifetime = Pick<
  TokenFieldsFragment,
  'revokedAt' | 'revokedBy' | 'expiresAt' | 'active' | 'createdBy' | 'replacedBy' | 'expiresSoon'
>;

/** Whether a token works and how long, in words; `warns`: somebody should look at it. */
export const lifeOf = (token: Lifetime, now: number): { words: string; warns: boolean; at: string } => {
  const expiresAt = Date.parse(token.expiresAt);
  if (token.revokedAt) {
    const by = token.revokedBy ? ` by ${token.revokedBy.label}` : '';
    return { words: `revoked ${ago(Date.parse(token.revokedAt), now)}${by}`, warns: false, at: token.revokedAt };
  }
  if (expiresAt <= now) return { words: `expired ${ago(expiresAt, now)}`, warns: false, at: token.expiresAt };
  if (!token.active)
    return {
      words: `suspended: ${token.createdBy?.name ?? 'its maker'} is disabled`,
      warns: true,
      at: token.expiresAt,
    };
  const words = inTime(expiresAt, now);
  if (token.replacedBy) return { words: `replaced, ends ${words}`, warns: false, at: token.expiresAt };
  return { words, warns: token.expiresSoon, at: token.expiresAt };
};
