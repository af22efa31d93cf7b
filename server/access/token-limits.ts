import type { TokenKind } from './token.entity.ts';

/** Kinds that somebody makes for a machine; the others come and go by themselves. */
export const lastingKinds = ['SERVICE', 'API', 'CONFIG'] as const satisfies TokenKind[];
export type LastingKind = (typeof lastingKinds)[number];
export const defaultDays = 30;
export const maxDays: Record<LastingKind, number> = { SERVICE: 180, API: 365, CONFIG: 365 };
export const defaultOverlapHours = 24;
export const maxOverlapHours = 7 * 24;
