import type { BlockerFieldsFragment, InTheWayFieldsFragment } from '../api/generated/graphql.ts';
import { about } from '../components/format.ts';

export type Blocker = BlockerFieldsFragment;

/** `Next in line`, `3rd in line`: the place in the service's line. */
export const placeInLine = (position: number | null): string =>
  position === null || position <= 1 ? 'Next in line' : `${ordinal(position)} in line`;

/** `Waits for #412 and lock db-main`: everything in the way, in one sentence. */
export const waitsFor = (blockers: readonly Blocker[]): string =>
  blockers.length === 0 ? 'Starts by itself' : `Waits for ${joined([...new Set(blockers.map(nameOf))])}`;

/**
 * `Starts in 25 s or later`: from what usually takes how long. "Or later" where that of anything in the way is not known;
 * empty where nothing is.
 */
export const startsWords = (blockers: readonly Blocker[], usualMs: number | null, now: number): string => {
  const left = blockers.map((blocker) => leftMs(blocker, usualMs, now));
  const known = left.filter((ms) => ms !== null);
  if (known.length === 0) return '';
  return `Starts in ${about(Math.max(...known))}${known.length < left.length ? ' or later' : ''}`;
};

/** Milliseconds until a running deployment usually ends; null when that is not known, or long over. */
export const usuallyLeftMs = (deployment: InTheWayFieldsFragment, now: number): number | null => {
  if (!deployment.estimate || !deployment.startedAt) return null;
  const left = deployment.estimate.p50Ms - (now - Date.parse(deployment.startedAt));
  return left > 0 ? left : null;
};

/** Those before it in the service's line take the usual time each. */
const leftMs = (blocker: Blocker, usualMs: number | null, now: number): number | null => {
  if (blocker.__typename !== 'ServiceBusy' && blocker.__typename !== 'LockHeld') return null;
  const left = usuallyLeftMs(blocker.deployment, now);
  const before = blocker.position - 1;
  if (left === null || before === 0) return left;
  return blocker.__typename === 'ServiceBusy' && usualMs !== null ? left + before * usualMs : null;
};

const nameOf = (blocker: Blocker): string => {
  switch (blocker.__typename) {
    case 'ServiceBusy':
      return `#${blocker.deployment.number}`;
    case 'LockHeld':
    case 'LockHeldElsewhere':
      return `lock ${blocker.name}`;
    case 'LimitReached':
      return 'a free slot';
    case 'HostAway':
      return `host ${blocker.host}, which is away`;
    case 'DiskLow':
      return 'room on the disk';
    default:
      return blocker satisfies never;
  }
};

const joined = (names: string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const ordinal = (number: number): string => {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
};
