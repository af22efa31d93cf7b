/** Bytes of JSON that are remembered of what the `output` of a run's events adds up to. */
export const maxOutputBytes = 64 * 1024;

/** `added` merged over what is remembered; null when that would be too much: then nothing of `added` is. */
export function mergeOutput(
  remembered: Record<string, unknown>,
  added: Record<string, unknown>,
): Record<string, unknown> | null {
  const merged = { ...remembered, ...added };
  return Buffer.byteLength(JSON.stringify(merged)) > maxOutputBytes ? null : merged;
}
