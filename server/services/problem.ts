/** Something an operator must mend in a service's directory: what is wrong, where, and what to do about it. */
export type Problem = {
  /** BLOCKS: cannot be deployed until mended. WARNS: can be deployed, part of what was declared is ignored. */
  severity: 'BLOCKS' | 'WARNS';
  code: ProblemCode;
  message: string;
  /** A command or a sentence. */
  hint: string | null;
  /** File the problem is in, relative to the services directory. */
  path: string | null;
};

export type ProblemCode =
  | 'CANCEL_UNREACHABLE'
  | 'COMMAND_MISSING'
  | 'CONFIG_DUPLICATE_KEY'
  | 'CONFIG_INVALID'
  | 'CONFIG_MISSING'
  | 'CONFIG_NOT_JSON'
  | 'CONFIG_UNREADABLE'
  | 'DIRECTORY_MISSING'
  | 'DIRECTORY_UNREADABLE'
  | 'NAME_INVALID'
  | 'PARAMETERS_INVALID'
  | 'PLAYBOOK_INVALID'
  | 'PLAYBOOK_MISSING'
  | 'SCRIPT_MISSING'
  | 'SCRIPT_NOT_A_FILE'
  | 'SCRIPT_NOT_EXECUTABLE'
  | 'SCRIPT_NOT_VISIBLE'
  | 'SCRIPT_OUTSIDE'
  | 'SCRIPT_UNSAFE'
  | 'SUDO_REFUSED'
  | 'SUDO_SILENT';

/** A problem that keeps the service from being deployed. */
export function blocks(code: ProblemCode, path: string | null, message: string, hint: string | null = null): Problem {
  return { severity: 'BLOCKS', code, message, hint, path };
}

/** A problem that leaves the service deployable. */
export function warns(code: ProblemCode, path: string | null, message: string, hint: string | null = null): Problem {
  return { severity: 'WARNS', code, message, hint, path };
}

/** A value as a message quotes it: short, and never the whole of a list or an object. */
export function quote(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
