import { cleanText, cleanValue, cutText, isObject } from './clean-json.ts';

/** A step's states as a script may report them. */
export type StepWord = 'PENDING' | 'RUNNING' | 'SUCCESS' | 'WARNING' | 'FAILURE' | 'SKIPPED';

/** One line of a script's stdout. Whatever is not an event is log text, never an error. (PROTOCOL.md) */
export type ScriptLine =
  | { kind: 'step'; name: string; state: StepWord; message: string; output?: Record<string, unknown> }
  | { kind: 'finish'; status: string; message: string }
  | { kind: 'text' };

/** Limits of a step, in code points; the log keeps the full text. */
export const maxNameLength = 255;
export const maxMessageLength = 4096;

/** The name of a step reported with an empty one: Ansible's callback does so for tasks without a name. */
export const unnamedStep = 'unnamed step';

const words: readonly string[] = [
  'PENDING',
  'RUNNING',
  'SUCCESS',
  'WARNING',
  'FAILURE',
  'SKIPPED',
] satisfies StepWord[];

/** Reads one line (at most 1 MiB). Never throws. */
export function parseLine(line: string): ScriptLine {
  const event = parseObject(line);
  if (event === null) return { kind: 'text' };
  if (isNamed(event)) return readStep(event, event.name);
  if (event.event === 'finish' && event.name === undefined) {
    const { status, message } = event;
    return {
      kind: 'finish',
      status: cutText(asText(status), maxNameLength),
      message: cutText(asText(message), maxMessageLength),
    };
  }
  return { kind: 'text' };
}

// An empty name counts only with a state: it is an unnamed task, while {"name":""} alone says nothing.
function isNamed(event: Record<string, unknown>): event is { name: string } {
  const name = event.name;
  return typeof name === 'string' && (cleanText(name).trim() !== '' || typeof event.state === 'string');
}

function readStep(event: Record<string, unknown>, rawName: string): ScriptLine {
  const { state, unknown } = readState(event.state);
  const said = asText(event.error_message) || asText(event.message);
  const message = unknown === null ? said : `unknown state ${JSON.stringify(unknown)}${said && `: ${said}`}`;
  const name = cleanText(rawName);
  const output = event.output;
  return {
    kind: 'step',
    name: name.trim() === '' ? unnamedStep : cutText(name, maxNameLength),
    state,
    message: cutText(message, maxMessageLength),
    ...(isObject(output) ? { output: cleanValue(output) } : {}),
  };
}

function readState(value: unknown): { state: StepWord; unknown: string | null } {
  if (value === undefined || value === null) return { state: 'RUNNING', unknown: null };
  const said = asText(value);
  const word = said.trim().toUpperCase();
  return isStepWord(word) ? { state: word, unknown: null } : { state: 'WARNING', unknown: said };
}

function isStepWord(word: string): word is StepWord {
  return words.includes(word);
}

/** Text of any JSON value: lists line by line, objects as JSON. Cleaned first, because nesting may be absurdly deep. */
function asText(value: unknown): string {
  return inWords(cleanValue(value));
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(inWords).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parseObject(line: string): Record<string, unknown> | null {
  const text = line.trim(); // also a byte order mark and the carriage return of CRLF
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null; // text that only looks like JSON is log text
  }
}
