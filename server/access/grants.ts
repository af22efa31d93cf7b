import type { EntityManager } from '@mikro-orm/postgresql';
import type { InputIssue } from '../errors.ts';
import { Grant } from './grant.entity.ts';

export type GrantInput = { service?: string | null | undefined; environment?: string | null | undefined };
/** Whose grants they are. */
export type GrantHolder = { user: number } | { token: number };

/** Grants that one person or token may have. */
export const maxGrants = 100;

/** Every reason why these cannot be granted; `path` is where they stand in the input. */
export function grantIssues(grants: readonly GrantInput[], path: string[] = ['grants']): InputIssue[] {
  const issues: InputIssue[] = [];
  if (grants.length > maxGrants) issues.push({ path, message: `at most ${maxGrants}, got ${grants.length}` });
  for (const [index, { service, environment }] of grants.entries()) {
    const at = [...path, String(index)];
    if (!service && !environment) issues.push({ path: at, message: 'name a service, an environment, or both' });
    if (service && !servicePattern.test(service))
      issues.push({ path: [...at, 'service'], message: 'must be a service name, or a part of one with *' });
    if (environment && !environmentPattern.test(environment))
      issues.push({ path: [...at, 'environment'], message: 'must be 1 to 255 printable characters' });
  }
  return issues;
}

/** In the caller's transaction, so that nobody ever has the old and none of the new ones. */
export async function replaceGrants(
  em: EntityManager,
  holder: GrantHolder,
  grants: readonly GrantInput[],
): Promise<void> {
  await em.nativeDelete(Grant, holder);
  for (const { service, environment } of grants)
    em.persist(em.create(Grant, { ...holder, service: service || null, environment: environment || null }));
  await em.flush();
}

const servicePattern = /^[A-Za-z0-9._*-]{1,63}$/;
const environmentPattern = /^\P{C}{1,255}$/u;
