import { createStored } from './stored.ts';

/** What somebody chose for this browser. Those that change the first paint are read by public/theme.js as well. */
export const themes = ['light', 'dark', 'system'] as const;
export const densities = ['comfortable', 'compact'] as const;
export const motions = ['system', 'reduced'] as const;
export const palettes = ['standard', 'colour-blind'] as const;
export const zones = ['local', 'utc'] as const;
export const timeStyles = ['start', 'clock', 'off'] as const;
export const onOff = ['on', 'off'] as const;

export const [theme, setTheme] = createStored('theme', themes, 'system');
export const [density, setDensity] = createStored('density', densities, 'comfortable');
export const [motion, setMotion] = createStored('motion', motions, 'system');
export const [palette, setPalette] = createStored('palette', palettes, 'standard');

/** In which zone times are written. */
export const [zone, setZone] = createStored('zone', zones, 'local');

/** Times beside the lines of a log, and whether long lines wrap. */
export const [times, setTimes] = createStored('log.times', timeStyles, 'start');
export const [wrap, setWrap] = createStored('log.wrap', onOff, 'on');

/** Shortcuts of one key without Ctrl, which dictation software may type by accident (WCAG 2.1.4). */
export const [singleKeys, setSingleKeys] = createStored('keys', onOff, 'on');

/** Tell the end of every run that this browser watches. */
export const [notifications, setNotifications] = createStored('notifications', onOff, 'off');

/** A sound with each notification. */
export const [sound, setSound] = createStored('sound', onOff, 'off');
