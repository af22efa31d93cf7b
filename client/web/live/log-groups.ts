import { visibleText } from './ansi.ts';

/** What a line of output says about the shape of the log. Everything else is just a line. */
export type GroupMark =
  | { kind: 'start'; family: GroupFamily; title: string; name: string; atMs: number | null }
  | { kind: 'end'; family: GroupFamily; name: string; atMs: number | null }
  | { kind: 'heading' };

/** GitHub's and GitLab's groups have an end of their own; Buildkite's last until the next one. */
export type GroupFamily = 'github' | 'gitlab' | 'buildkite';

/** Groups in groups; what begins deeper than this stays a plain line. */
export const deepestGroup = 8;

export const groupMark = (text: string): GroupMark | null => {
  const first = text.charCodeAt(0);
  // Nearly every line is none of these: one look at its first character says so.
  if (!firstCharacters.has(first)) return null;
  return githubMark(text) ?? gitlabMark(text) ?? buildkiteMark(text) ?? ansibleMark(text);
};

const esc = 27;
const firstCharacters = new Set([...'#:s-+TPHR'].map((character) => character.charCodeAt(0)).concat(esc));

const githubMark = (text: string): GroupMark | null => {
  const start = /^(?:::group::|##\[group\])(.*)$/.exec(text);
  if (start) return { kind: 'start', family: 'github', title: start[1] ?? '', name: '', atMs: null };
  return /^(?:::endgroup::|##\[endgroup\])/.test(text) ? { kind: 'end', family: 'github', name: '', atMs: null } : null;
};

const gitlabMark = (text: string): GroupMark | null => {
  const match = /^(?:\S{0,8})section_(start|end):(\d{1,12}):([\w.-]+)(?:\[[^\]]*\])?\r?(.*)$/.exec(text);
  if (!match) return null;
  const [, kind, seconds, name = '', title = ''] = match;
  const atMs = Number(seconds) * 1_000;
  return kind === 'start'
    ? { kind: 'start', family: 'gitlab', title: visibleText(title) || name, name, atMs }
    : { kind: 'end', family: 'gitlab', name, atMs };
};

/** Not the head of a diff, which has a path or a date, and not the verdict of a Go test. */
const buildkiteMark = (text: string): GroupMark | null => {
  const title = /^(?:---|\+\+\+) (?!a\/|b\/|\/|(?:PASS|FAIL|SKIP|BENCH):)(\S[^\t]*)$/.exec(text)?.[1];
  return title ? { kind: 'start', family: 'buildkite', title, name: '', atMs: null } : null;
};

const ansibleMark = (text: string): GroupMark | null =>
  /^(?:TASK|PLAY|RUNNING HANDLER|HANDLER) \[.*\] \*+\s*$|^PLAY RECAP \*+\s*$/.test(visibleText(text))
    ? { kind: 'heading' }
    : null;
