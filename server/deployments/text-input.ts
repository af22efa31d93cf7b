import { type InputIssue, InvalidInputError } from '../errors.ts';

/** Longest texts that a caller may give, in characters. */
const limits = { idempotencyKey: 255, origin: 63, note: 4_096, reason: 4_096, ref: 255, sha: 255, url: 2_048 };

export type TextInput = { [Key in keyof typeof limits]?: string | null | undefined };

/** What is wrong with the texts of an input: too long, or nothing that PostgreSQL can store. */
export function textIssues(texts: TextInput, path: string[] = []): InputIssue[] {
  return Object.entries(limits).flatMap(([key, limit]) => {
    const text = texts[key as keyof typeof limits] ?? '';
    const at = [...path, key];
    if (text.length > limit) return [{ path: at, message: `must be at most ${limit} characters, got ${text.length}` }];
    if (text.isWellFormed() && !text.includes('\0')) return [];
    return [{ path: at, message: 'must not contain NUL or half of a surrogate pair' }];
  });
}

/** Throws InvalidInputError when there is any issue. */
export function refuseIssues(issues: InputIssue[]): void {
  if (issues.length > 0) throw new InvalidInputError(issues);
}
