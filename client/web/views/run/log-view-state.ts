import { createStored } from '../../session/stored.ts';

/** How people like to read logs; kept in the browser. */
export const [times, setTimes] = createStored('log.times', ['start', 'clock', 'off'], 'start');
export const [wrap, setWrap] = createStored('log.wrap', ['on', 'off'], 'on');
export const [events, setEvents] = createStored('log.events', ['hidden', 'shown'], 'hidden');
/** On phones only: elsewhere there is always room for them. */
export const [numbers, setNumbers] = createStored('log.numbers', ['off', 'on'], 'off');

export const toggleEvents = (): void => setEvents(events() === 'shown' ? 'hidden' : 'shown');
export const toggleNumbers = (): void => setNumbers(numbers() === 'on' ? 'off' : 'on');

export const timesWords = { start: 'From start', clock: 'Clock', off: 'No times' } as const;
