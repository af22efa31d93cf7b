import { clock, dayName, longDate } from '../../components/format.ts';

/** `at 12:03:40`, of another day `on 23 November 2026 at 12:03:40`. */
export const when = (at: number, now: number): string =>
  dayName(at, now) === 'Today' ? `at ${clock(at)}` : `on ${longDate(at)} at ${clock(at)}`;
