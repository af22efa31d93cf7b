/** The value below which `share` of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const spread = (samples: readonly number[]): string =>
  [0.5, 0.9, 0.99].map((share) => `p${share * 100} ${quantile(samples, share).toFixed(1)} ms`).join(', ');

export const rate = (count: number, ms: number): string =>
  `${Math.round((count / ms) * 1_000).toLocaleString('en')} lines/s`;
