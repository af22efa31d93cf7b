import { visibleText } from './ansi.ts';
import type { LogLine } from './log-model.ts';

/**
 * Finds the lines that say what went wrong. stderr alone says nothing: loggers and `set -x` write there. Inside a Python
 * traceback only the last unindented line is the error; the Traceback line merely opens the block.
 */
export const findErrorLines = (lines: readonly LogLine[]): LogLine[] => {
  const found: LogLine[] = [];
  let inTraceback = false;
  for (const line of lines) {
    if (line.stream === 'EVENT') continue;
    const text = visibleText(line.text);
    if (tracebackOpens.test(text)) {
      inTraceback = true;
    } else if (inTraceback) {
      if (/^\s/.test(text) || text === '') continue;
      inTraceback = false;
      found.push(line);
    } else if (isErrorText(text)) {
      found.push(line);
    }
  }
  return found;
};

/** True for one line that reads as an error by itself. */
export const isErrorText = (text: string): boolean =>
  exceptionLine.test(text) || (errorWord.test(text) && !harmless.test(text));

const tracebackOpens = /^\s*Traceback \(most recent call last\):/;
const exceptionLine = /^[\w.]+(Error|Exception|errors\.\w+)\b.*:/;
const errorWord = /^(.*\b(error|fatal|exception|panic|failed!?)\b)/i;
/** "0 failed", "no errors", "failed=0", "errors: 0": reports of success that use the word. */
const harmless =
  /\b(0|no|without)\s+(error|failed|failure|exception|fatal)|\b(error|failed|fatal)s?\s*[=:]\s*0\b|\bINFO\b|\bDEBUG\b/i;
