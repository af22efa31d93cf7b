/** Colour and other control sequences; what remains is what a person reads. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ESC is what starts them
const controlSequence = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

const errorWord = /\b(error|fatal|exception|failed!?|panic)\b/i;
/** psycopg.errors.UndefinedTable: …, ValueError: …, which have no word boundary before "Error". */
const errorName = /^\s*[\w.]+(Error|Exception|errors\.\w+)\b.*:/;
/** Words that only count nothing: "0 failed", "no errors", "failed=0". What stands beside them may still be an error. */
const harmless = /\b(0|no|without)\s+(errors?|failed|failures|exceptions)\b|\bfailed=0\b/gi;
const tracebackStart = /^\s*Traceback \(most recent call last\):/;

/**
 * The line to show first of a failed run, as an index into `lines`; null when none looks like an error. Inside a Python
 * traceback it is the last unindented line: "Traceback" only opens the block.
 */
export function firstError(lines: readonly string[]): number | null {
  const plain = lines.map(withoutControls);
  for (const [index, line] of plain.entries()) {
    if (tracebackStart.test(line)) return endOfTraceback(plain, index) ?? index;
    if (isError(line)) return index;
  }
  return null;
}

/** The line as a person reads it. */
export const withoutControls = (line: string): string => line.replace(controlSequence, '');

export function isError(line: string): boolean {
  const rest = line.replace(harmless, '');
  return errorName.test(rest) || errorWord.test(rest);
}

function endOfTraceback(lines: readonly string[], start: number): number | null {
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line.trim() !== '' && !/^\s/.test(line)) return index;
  }
  return null;
}
