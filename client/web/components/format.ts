import { zone } from '../session/preferences.ts';
import { startOfDay } from './days.ts';

/** How times, durations and numbers are written, everywhere. All times in milliseconds. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `0.4s`, `12s`, `1m 12s`, `1h 03m`. */
export const duration = (ms: number): string => {
  if (ms < second) return `${(Math.max(ms, 0) / second).toFixed(1)}s`;
  const seconds = Math.round(ms / second);
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${twoDigits(seconds % 60)}s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
};

/** `0:34`, `1:02:34`: a clock that runs. */
export const elapsed = (ms: number): string => {
  const seconds = Math.max(Math.floor(ms / second), 0);
  const tail = twoDigits(seconds % 60);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}:${tail}`;
  return `${Math.floor(seconds / 3_600)}:${twoDigits(Math.floor(seconds / 60) % 60)}:${tail}`;
};

/** `25 s`, `2 min`: coarser the further away, because it is a guess. */
export const about = (ms: number): string => {
  if (ms < 5 * second) return 'a few seconds';
  if (ms < minute) return `${Math.round(ms / (5 * second)) * 5} s`;
  const seconds = Math.round(ms / (15 * second)) * 15;
  if (ms < 5 * minute)
    return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.round(ms / minute)} min`;
};

/** `20 s ago`, `2 h ago`, `yesterday`, `3 d ago`. */
export const ago = (at: number, now: number): string => {
  const past = Math.max(now - at, 0);
  if (past < 10 * second) return 'just now';
  if (past < minute) return `${Math.floor(past / second)} s ago`;
  if (past < hour) return `${Math.floor(past / minute)} min ago`;
  if (past < day) return `${Math.floor(past / hour)} h ago`;
  return past < 2 * day ? 'yesterday' : `${Math.floor(past / day)} d ago`;
};

/** `12:03:20` in the time zone of the preferences. */
export const clock = (at: number): string => clockFormat().format(at);

/** `12:03` in the time zone of the preferences. */
export const hourMinute = (at: number): string => hourMinuteFormat().format(at);

/** `12:04:25.310` in the time zone of the preferences. */
export const exactClock = (at: number): string =>
  `${clock(at)}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}`;

/** `Mon, 23 Nov 2026, 12:04:31 UTC`: the title of every relative time. */
export const fullTime = (at: number): string => fullFormat().format(at);

/** `Today`, `Yesterday`, `Friday 20 November`. */
export const dayName = (at: number, now: number): string => {
  const today = startOfDay(now, zone());
  const begins = startOfDay(at, zone());
  if (begins === today) return 'Today';
  if (begins === startOfDay(today - 1, zone())) return 'Yesterday';
  return dayFormat().format(at).replace(',', '');
};

/** `21 February 2027`. */
export const longDate = (at: number): string => longDateFormat().format(at);

/** `1 307`: thousands apart by a thin space, so that a number reads as one. */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u2009');

/** `1 line`, `12 lines`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A format in the zone that was chosen. It is made when it is first needed, because that takes milliseconds. */
const inZone = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) => {
  const local = once(() => new Intl.DateTimeFormat('en-GB', options));
  const utc = once(() => new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }));
  return () => (zone() === 'utc' ? utc() : local());
};

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const clockFormat = inZone({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const hourMinuteFormat = inZone({ hour: '2-digit', minute: '2-digit' });
const dayFormat = inZone({ weekday: 'long', day: 'numeric', month: 'long' });
const longDateFormat = inZone({ dateStyle: 'long' });
const fullFormat = inZone({
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
