import { Validator } from '@cfworker/json-schema';
import { isRecord } from './manifest-keys.ts';
import { type ParameterIssue, parameterIssues } from './parameter-messages.ts';
import { declaredParameters, isSecret } from './parameters-schema.ts';
import { storageIssue } from './parameters-storage.ts';
import { shortSecrets } from './short-secrets.ts';

export type ParametersResult =
  | {
      ok: true;
      /** What was given, and the declared default of everything that was not. */
      values: Record<string, unknown>;
      /** Names whose value is `writeOnly` in part or whole: to be sealed, masked and shown as "***". */
      secretKeys: string[];
    }
  | { ok: false; issues: ParameterIssue[] };

/**
 * Checks the parameters of one deployment against the schema its service declares (JSON Schema 2020-12) and fills in
 * defaults. Lists every issue, never only the first, and never quotes a value. Without a schema any name is accepted.
 */
export function validateParameters(schema: Record<string, unknown> | null, given: unknown): ParametersResult {
  const input = given ?? {};
  if (!isRecord(input)) return refused([], 'must be an object of names and values');
  const unstorable = storageIssue(input);
  if (unstorable !== null) return { ok: false, issues: [unstorable] };
  if (schema === null) return { ok: true, values: structuredClone(input), secretKeys: [] };

  const root = structuredClone(schema);
  const values = withDefaults(root, structuredClone(input));
  const tooLarge = storageIssue(values);
  if (tooLarge !== null) return { ok: false, issues: [tooLarge] };
  const secretKeys = declaredParameters(root).flatMap(([name, parameter]) =>
    Object.hasOwn(values, name) && isSecret(parameter) ? [name] : [],
  );
  const issues = [...schemaIssues(root, values), ...shortSecrets(root, values)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values, secretKeys };
}

function refused(path: string[], message: string): ParametersResult {
  return { ok: false, issues: [{ path, message }] };
}

/** Defaults of declared parameters, and of the fields of objects that are there. */
function withDefaults(schema: Record<string, unknown>, values: Record<string, unknown>): Record<string, unknown> {
  for (const [name, declared] of declaredParameters(schema)) {
    if (!isRecord(declared)) continue;
    if (!Object.hasOwn(values, name) && Object.hasOwn(declared, 'default')) {
      values[name] = structuredClone(declared.default);
    }
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (isRecord(value)) withDefaults(declared, value);
  }
  return values;
}

function schemaIssues(root: Record<string, unknown>, values: Record<string, unknown>): ParameterIssue[] {
  try {
    return parameterIssues(root, new Validator(root, '2020-12', false).validate(values).errors);
  } catch (error) {
    // A schema that passed parametersProblems() can still turn in circles on values nobody tried.
    const reason = error instanceof Error ? error.message : String(error);
    return [{ path: [], message: `cannot be checked: the schema of the service is broken (${reason})` }];
  }
}
