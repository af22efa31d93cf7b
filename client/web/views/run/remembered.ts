/** What a reader opened and closed of a run, for as long as the tab lives. Storage may be forbidden: then until a reload. */
export const readChoices = (number: number): Record<string, boolean> => {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(number)) ?? '{}');
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
  } catch {
    return {};
  }
};

/** False: it could not be kept. */
export const keepChoices = (number: number, choices: Record<string, boolean | undefined>): boolean => {
  try {
    sessionStorage.setItem(keyOf(number), JSON.stringify(choices));
    return true;
  } catch {
    return false;
  }
};

const keyOf = (number: number): string => `fastdeploy.run.${number}.open`;
