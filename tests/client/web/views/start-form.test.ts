import { describe, expect, test } from 'vitest';
import type { StartableFieldsFragment } from '../../../../client/web/api/generated/graphql.ts';
import { type FieldValues, initialValues } from '../../../../client/web/views/start/field-values.ts';
import { fieldsOf } from '../../../../client/web/views/start/schema-fields.ts';
import { whyNot } from '../../../../client/web/views/start/start.ts';
import { startChanges, versionOf } from '../../../../client/web/views/start/start-changes.ts';
import { validateForm } from '../../../../client/web/views/start/validate.ts';
import { buildRun } from '../build.ts';

const schema = {
  type: 'object',
  required: ['version', 'mode'],
  additionalProperties: false,
  properties: {
    version: { type: 'string', title: 'Version', minLength: 2, pattern: '^v' },
    mode: { enum: ['fast', 'safe'], default: 'safe' },
    workers: { type: 'integer', minimum: 1, maximum: 16, title: 'Workers' },
    password: { type: 'string', writeOnly: true, title: 'Password' },
    extra: { type: 'object' },
    mail: { type: 'string', format: 'email' },
  },
};
const fields = fieldsOf(schema);
const check = (values: FieldValues) => validateForm(schema, fields, { ...initialValues(fields, {}), ...values });
const issues = (values: FieldValues) => {
  const result = check(values);
  return result.ok ? [] : result.issues.map(({ key, message }) => `${key} ${message}`);
};

describe('what somebody filled in', () => {
  test('is accepted with every type as declared; a default stands for what is missing', () => {
    expect(check({ version: 'v1', mode: '', workers: '4' })).toEqual({
      ok: true,
      parameters: { version: 'v1', workers: 4 },
    });
  });

  test.each<[FieldValues, string]>([
    [{}, 'version is required'],
    [{ version: 'v' }, 'version must have at least 2 characters'],
    [{ version: '1.0' }, 'version must match ^v'],
    [{ version: 'v1', workers: '0' }, 'workers must be at least 1'],
    [{ version: 'v1', workers: '17' }, 'workers must be at most 16'],
    [{ version: 'v1', workers: '1.5' }, 'workers must be a whole number'],
    [{ version: 'v1', mode: 'odd' }, 'mode must be one of fast, safe'],
    [{ version: 'v1', mail: 'nobody' }, 'mail must be an e-mail address'],
    [{ version: 'v1', password: 'short' }, 'password must have at least 6 bytes'],
    [{ version: 'v1', extra: '{a' }, 'extra must be JSON'],
    [{ version: 'v1', extra: '[1]' }, 'extra must be an object'],
  ])('%j is refused: %s', (values, message) => {
    expect(issues(values)).toEqual([message]);
  });

  test('is judged the same however often, and leaves the schema as it was', () => {
    const before = structuredClone(schema);
    issues({ version: '' });

    expect(issues({ version: '' })).toEqual(['version is required']);
    expect(schema).toEqual(before);
  });
});

describe('what a start changes', () => {
  const subject = {
    ...{ configHash: 'aaaaaaaaaa', scriptHash: 'cccccccccc', scriptPath: '/srv/x/deploy.py' },
    ...{ versionParameter: 'version', compareUrl: 'https://example.org/compare/{from}...{to}' },
  };
  const lastGood = {
    ...{ number: 7, version: 'v1', finishedAt: null, note: null, configHash: 'aaaaaaaaaa', scriptHash: 'bbbbbbbbbb' },
    parameters: { version: 'v1', mode: 'safe', password: '***' },
  };
  const values = { ...initialValues(fields, lastGood.parameters), version: 'v2', password: 'a new secret' };

  test('is told of parameters, version, script and configuration since the last good one', () => {
    expect(startChanges(subject, fields, values, lastGood).filter((change) => change.kind !== 'same')).toEqual([
      { name: 'Version', kind: 'changed', before: 'v1', after: 'v2', compare: 'https://example.org/compare/v1...v2' },
      { name: 'Password', kind: 'secret', before: '', after: 'new value', compare: null },
      { name: 'deploy.py', kind: 'changed', before: 'bbbbbbb', after: 'ccccccc', compare: null },
    ]);
  });

  test('never shows a secret, whatever it is', () => {
    expect(JSON.stringify(startChanges(subject, fields, values, lastGood))).not.toContain('a new secret');
  });

  test('is everything where nothing has gone well before', () => {
    const changes = startChanges(subject, fields, values, null);

    expect(changes.every((change) => change.kind !== 'same' && change.before === '')).toBe(true);
  });

  test('knows the version from the parameter the service names', () => {
    expect(versionOf(subject, values)).toBe('v2');
    expect(versionOf({ ...subject, versionParameter: null }, values)).toBe('');
  });
});

describe('why Deploy is off', () => {
  const { service } = buildRun();
  const denied = [{ action: 'START', reason: 'Starting needs the role OPERATOR; yours is VIEWER.' }] as const;
  const broken = {
    severity: 'BLOCKS',
    code: 'CONFIG_INVALID',
    message: 'no steps',
    hint: 'Add one.',
    path: null,
  } as const;

  test.each([
    ['nothing, for whoever may start it', {}, null],
    ['the right that is missing', { viewerCannot: [...denied] }, denied[0].reason],
    [
      'what is wrong with it, before the right',
      { state: 'INVALID', problems: [broken], viewerCannot: [...denied] },
      'no steps Add one.',
    ],
    ['a directory that is gone', { state: 'ARCHIVED', viewerCannot: [...denied] }, 'Its directory is gone.'],
  ] as const)('is %s', (_what, given, reason) => {
    expect(whyNot({ ...service, ...given } as StartableFieldsFragment)).toBe(reason);
  });
});
