import { parse } from '../../server/graphql/engine.ts';

const rounds = 50;

/** CPU that a document of 20,000 aliases costs before it is refused: to be below 20 ms. */
export async function benchLimits(): Promise<string[]> {
  const document = `{${Array.from({ length: 20_000 }, (_, index) => `a${index}:__typename`).join(' ')}}`;
  const times = Array.from({ length: rounds }, () => {
    const before = process.cpuUsage();
    refuse(document);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  }).sort((one, other) => one - other);
  return [
    `20,000 aliases refused in ${times[rounds / 2]?.toFixed(2)} ms of CPU (median), ${times.at(-1)?.toFixed(2)} (most)`,
  ];
}

function refuse(document: string): void {
  try {
    parse(document);
  } catch {
    return;
  }
  throw new Error('20,000 aliases were parsed');
}
