/** Moved ahead by each use. */
export const slidingSessionSeconds = 12 * 3600;
/** Fixed at the sign-in. */
export const rememberedSessionSeconds = 30 * 24 * 3600;
