import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CommandFailure, exitCodes } from './exit-codes.ts';

/** Parameters as they were typed: words are text, a file says its own types. */
export type GivenParameters = { words: Record<string, string>; file: Record<string, unknown> };

export async function readParameters(words: string[], file: string | undefined): Promise<GivenParameters> {
  return {
    words: Object.fromEntries(words.map(split)),
    file:
      file === undefined ? {} : parseFile(file, await (file === '-' ? text(process.stdin) : readFile(file, 'utf8'))),
  };
}

/** Words become what the service declares: `replicas=3` a number, `dry_run=true` a boolean, where it declares no text. */
export function typedParameters(
  { words, file }: GivenParameters,
  declared: Record<string, unknown>,
): Record<string, unknown> {
  const typed = Object.entries(words).map(([name, word]) => [name, takesText(declared[name]) ? word : parse(word)]);
  return { ...file, ...Object.fromEntries(typed) };
}

function split(word: string): [string, string] {
  const at = word.indexOf('=');
  if (at < 1) throw new CommandFailure(exitCodes.usage, `A parameter is written name=value, got "${word}"`);
  return [word.slice(0, at), word.slice(at + 1)];
}

function parseFile(file: string, content: string): Record<string, unknown> {
  const problem = new CommandFailure(exitCodes.usage, `--params-file ${file} must hold one JSON object`);
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem;
    return { ...value };
  } catch (error) {
    throw error instanceof SyntaxError ? problem : error;
  }
}

function takesText(parameter: unknown): boolean {
  const type = typeof parameter === 'object' && parameter !== null && 'type' in parameter ? parameter.type : 'string';
  return Array.isArray(type) ? type.includes('string') : type === 'string';
}

/** What is no JSON stays text: the server says what is wrong with it. */
function parse(word: string): unknown {
  try {
    return JSON.parse(word);
  } catch {
    return word;
  }
}
