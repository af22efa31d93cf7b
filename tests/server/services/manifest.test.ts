import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxConfigBytes, parseManifest } from '../../../server/services/manifest.ts';

const messages = (text: string) => parseManifest('podcast', text).problems.map((problem) => problem.message);

describe('defaults', () => {
  it('fills in every default of an empty config', () => {
    const { manifest, config, problems } = parseManifest('podcast', '{}');

    expect(problems).toEqual([]);
    expect(config).toEqual({});
    expect(manifest).toEqual({
      title: 'podcast',
      description: '',
      environment: null,
      siteUrl: null,
      group: null,
      confirm: false,
      deployScript: 'deploy.sh',
      plannedSteps: [],
      ansiblePlaybook: null,
      parametersSchema: null,
      concurrency: 'QUEUE',
      lock: null,
      timeoutSeconds: null,
      outcome: 'steps',
      stopGraceSeconds: 10,
      versionParameter: null,
      keyParameter: null,
      compareUrl: null,
      user: null,
      requires: [],
    });
  });

  it('keeps unknown and legacy keys verbatim', () => {
    const legacy = {
      name: 'Podcast',
      dynamic_steps: true,
      target: 'macmini',
      repository: { url: 'git@example.org:podcast' },
      deployment_steps: ['a', { b: [1] }],
    };

    const { manifest, config, problems } = parseManifest('podcast', JSON.stringify(legacy));

    expect(config).toEqual(legacy);
    expect(manifest?.title).toBe('Podcast');
    expect(problems).toEqual([]);
  });

  it.each([
    ['{"environment": "production"}', true],
    ['{"environment": "Prod"}', true],
    ['{"environment": "staging"}', false],
    ['{"environment": "staging", "confirm": true}', true],
    ['{"environment": "production", "confirm": false}', false],
  ])('asks before a start of %s: %s', (text, confirm) => {
    expect(parseManifest('podcast', text).manifest?.confirm).toBe(confirm);
  });

  it('takes null for absent', () => {
    expect(messages('{"timeout_seconds": null, "parameters": null, "steps": null}')).toEqual([]);
  });
});

describe('documents that are not JSON', () => {
  it.each([
    ['', 'line 1, column 1: expected a value, but the file ends here'],
    ['{"a": 1,\n}', 'line 2, column 1: expected a name in double quotes, found "}" after a comma too many'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: expected "," or "}", found "\\""'],
    ['{"steps": [\n{"name": "a"}\n', 'line 3, column 1: expected "," or "]", but the file ends here'],
    ['{\n// note\n}', 'line 2, column 1: expected a name in double quotes or "}", found "/" (JSON has no comments)'],
    ["{'a': 1}", 'line 1, column 2: expected a name in double quotes or "}", found "\'" (JSON wants double quotes)'],
    ['{"confirm": True}', 'line 1, column 13: expected a value, found "True" (JSON writes true)'],
    ['{"a": 1} {', 'line 1, column 10: expected the end of the file after the closing bracket, found "{"'],
  ])('says where %j is wrong', (text, message) => {
    expect(messages(text)).toEqual([`config.json ${message}`]);
    expect(parseManifest('podcast', text)).toMatchObject({ manifest: null, config: null });
  });

  it.each(['[1]', '"text"', '7', 'null', 'true'])('refuses %s because it is no object', (text) => {
    const { manifest, problems } = parseManifest('podcast', text);

    expect(manifest).toBeNull();
    expect(problems).toMatchObject([{ severity: 'BLOCKS', code: 'CONFIG_INVALID', path: 'podcast/config.json' }]);
  });

  it('refuses absurd nesting, size and text that cannot be stored with one clear message', () => {
    expect(messages('['.repeat(200_000))).toEqual([expect.stringContaining('nested deeper than 64 levels')]);
    expect(messages(`{"a": "${'x'.repeat(maxConfigBytes)}"}`)).toEqual(['config.json is larger than 1 MiB']);
    expect(messages('{"a": "\\u0000"}')).toEqual([expect.stringContaining('cannot be stored')]);
    expect(messages('{"a": "\\ud800"}')).toEqual([expect.stringContaining('cannot be stored')]);
    expect(messages('{"a": "\0"}')).toEqual([expect.stringContaining('column 8')]);
  });

  it('accepts a byte order mark', () => {
    expect(parseManifest('podcast', '\uFEFF{"title": "Podcast"}').manifest?.title).toBe('Podcast');
  });

  it('warns of a name that is there twice and uses the last', () => {
    const { manifest, problems } = parseManifest('podcast', '{\n"title": "a",\n"title": "b"\n}');

    expect(manifest?.title).toBe('b');
    expect(problems).toMatchObject([
      { severity: 'WARNS', message: 'config.json line 3: title is there twice; the last one counts' },
    ]);
  });

  it('keeps __proto__ a key like any other', () => {
    const { manifest, problems } = parseManifest('podcast', '{"__proto__": {"title": "evil", "confirm": true}}');

    expect(problems).toEqual([]);
    expect(manifest).toMatchObject({ title: 'podcast', confirm: false });
  });
});

describe('keys of the wrong kind', () => {
  it.each([
    ['"deploy_script": 7', 'deploy_script must be text that is not empty, found 7'],
    ['"confirm": "yes"', 'confirm must be true or false, found "yes"'],
    ['"concurrency": "serial"', 'concurrency must be one of "queue", "reject", "parallel", found "serial"'],
    ['"timeout_seconds": "5m"', 'timeout_seconds must be a whole number of seconds from 0 to 2147483, found "5m"'],
    ['"timeout_seconds": -1', 'timeout_seconds must be a whole number of seconds from 0 to 2147483, found -1'],
    ['"outcome": []', 'outcome must be one of "steps", "exit-code", found an empty list'],
    ['"lock": ""', 'lock must be text of 1 to 200 characters, found ""'],
    ['"user": "#0"', 'user must be the name of an account (letters, digits, ".", "_", "-"), found "#0"'],
    ['"user": "-u"', 'user must be the name of an account (letters, digits, ".", "_", "-"), found "-u"'],
    ['"parameters": []', 'parameters must be an object, found an empty list'],
    ['"requires": "git"', 'requires must be a list of commands, each a name or {"command": …, "hint": …}, found "git"'],
    ['"steps": {"name": "a"}', 'steps must be a list of {"name": …}, found an object'],
  ])('blocks %s', (member, message) => {
    const { problems } = parseManifest('podcast', `{\n\n${member}\n}`);

    expect(problems).toMatchObject([{ severity: 'BLOCKS', message: `config.json line 3: ${message}` }]);
  });

  it.each([
    ['"title": 1', 'title'],
    ['"description": {}', 'description'],
    ['"environment": ["a"]', 'environment'],
    ['"url": "podcast.example.org"', 'url'],
    ['"url": "javascript:alert(1)"', 'url'],
    ['"group": ""', 'group'],
    ['"ansible_playbook": false', 'ansible_playbook'],
    ['"version_parameter": 1', 'version_parameter'],
    ['"key_parameter": {}', 'key_parameter'],
    ['"compare_url": 1', 'compare_url'],
  ])('only warns of %s', (member, key) => {
    const { problems } = parseManifest('podcast', `{${member}}`);

    expect(problems).toMatchObject([{ severity: 'WARNS' }]);
    expect(problems[0]?.message).toMatch(`config.json line 1: ${key} must be `);
  });

  it('names every step without a name, with its line, and keeps the others', () => {
    const { manifest, problems } = parseManifest(
      'podcast',
      '{\n"steps": [\n{"name": "a"},\n{"name": "b"},\n{"title": "c"},\n"d",\n{\n"name": ""}\n]}',
    );

    expect(manifest?.plannedSteps).toEqual(['a', 'b']);
    expect(problems.map((problem) => problem.message)).toEqual([
      'config.json line 5: steps[2].name is missing',
      'config.json line 6: steps[3] must be an object with a name, found "d"',
      'config.json line 8: steps[4].name must be text that is not empty, found ""',
    ]);
  });

  it('reports a broken parameters schema where it stands', () => {
    expect(messages('{\n"parameters": {"properties": {"ref": {"type": "text"}}}}')).toEqual([
      'config.json line 2: parameters.properties.ref.type must be one of array, boolean, integer, null, number, object, string',
    ]);
  });

  it('plans at most 1,000 steps of at most 255 characters', () => {
    const steps = Array.from({ length: 1001 }, (_, index) => ({ name: index === 0 ? '🚀'.repeat(300) : 'x' }));
    const { manifest, problems } = parseManifest('podcast', JSON.stringify({ steps }));

    expect(manifest?.plannedSteps).toHaveLength(1000);
    expect([...(manifest?.plannedSteps[0] ?? '')]).toHaveLength(255);
    expect(problems).toMatchObject([{ severity: 'WARNS' }]);
  });
});

it('never throws and always answers a manifest or a blocking problem, for 2,000 random documents', () => {
  const known = [
    'steps',
    'deploy_script',
    'parameters',
    'requires',
    'timeout_seconds',
    'environment',
    '__proto__',
    'name',
  ];
  const value = fc.jsonValue({ maxDepth: 4 });
  const document = fc
    .dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), value)
    .map((it) => JSON.stringify(it));
  const spoilt = fc.tuple(document, fc.nat(), fc.string()).map(([text, at, extra]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + extra + text.slice(place + 1);
  });

  fc.assert(
    fc.property(fc.oneof(document, spoilt, fc.string({ unit: 'binary' })), (text) => {
      const { manifest, config, problems } = parseManifest('podcast', text);
      expect(manifest !== null || problems.some((problem) => problem.severity === 'BLOCKS')).toBe(true);
      if (config !== null) expect(config).toEqual(JSON.parse(text.replace(/^\uFEFF/, '')));
    }),
    { numRuns: 2000 },
  );
});
