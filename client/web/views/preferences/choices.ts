import * as preferences from '../../session/preferences.ts';

/** One preference: what it is called, what can be chosen, and where it is kept. */
export interface Choice {
  name: string;
  hint?: string;
  value: () => string;
  choose: (key: string) => void;
  options: readonly { key: string; word: string }[];
}

const choice = <T extends string>(
  name: string,
  signal: readonly [() => T, (value: T) => void],
  words: Record<T, string>,
  hint?: string,
): Choice => {
  const [value, set] = signal;
  const keys = Object.keys(words) as T[];
  const options = keys.map((key) => ({ key, word: words[key] }));
  const choose = (given: string): void => {
    const key = keys.find((each) => each === given);
    if (key !== undefined) set(key);
  };
  return { name, value, choose, options, ...(hint !== undefined && { hint }) };
};

const { theme, setTheme, density, setDensity, motion, setMotion, palette, setPalette } = preferences;
const { zone, setZone, times, setTimes, wrap, setWrap, singleKeys, setSingleKeys } = preferences;

/** The groups of the page, in order. */
export const groups: readonly { title: string; choices: readonly Choice[] }[] = [
  {
    title: 'Appearance',
    choices: [
      choice('Theme', [theme, setTheme], { light: 'Light', dark: 'Dark', system: 'Like the system' }),
      choice('Density', [density, setDensity], { comfortable: 'Comfortable', compact: 'Compact' }),
      choice(
        'Status colours',
        [palette, setPalette],
        { standard: 'Green and red', 'colour-blind': 'Blue and orange' },
        'Every status also has an icon of its own and a word.',
      ),
      choice('Motion', [motion, setMotion], { system: 'Like the system', reduced: 'Reduced' }),
    ],
  },
  {
    title: 'Times and logs',
    choices: [
      choice('Time zone', [zone, setZone], { local: 'Of this computer', utc: 'UTC' }),
      choice('Times beside log lines', [times, setTimes], { start: 'From start', clock: 'Clock', off: 'None' }),
      choice('Long log lines', [wrap, setWrap], { on: 'Wrap', off: 'Scroll sideways' }),
    ],
  },
  {
    title: 'Keyboard',
    choices: [
      choice(
        'Shortcuts of a single key',
        [singleKeys, setSingleKeys],
        { on: 'On', off: 'Off' },
        'Off for dictation software, which may type them by accident. Ctrl K always works.',
      ),
    ],
  },
];
