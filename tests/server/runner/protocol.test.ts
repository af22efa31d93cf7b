import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../../server/runner/protocol.ts';

const event = (fields: Record<string, unknown>): ReturnType<typeof parseLine> => parseLine(JSON.stringify(fields));
const text = { kind: 'text' };

describe('a step event', () => {
  it.each(['PENDING', 'RUNNING', 'SUCCESS', 'WARNING', 'FAILURE', 'SKIPPED'])(
    'may have the state %s, in any case',
    (state) => {
      expect(event({ name: 'a', state: state.toLowerCase() })).toEqual({ kind: 'step', name: 'a', state, message: '' });
      expect(event({ name: 'a', state: ` ${state} ` })).toMatchObject({ state });
    },
  );

  it.each([
    ['a missing state', {}, { state: 'RUNNING', message: '' }],
    ['null as state', { state: null }, { state: 'RUNNING', message: '' }],
    ['an unknown word', { state: 'Done' }, { state: 'WARNING', message: 'unknown state "Done"' }],
    [
      'a word of ours that scripts may not use',
      { state: 'canceled' },
      { state: 'WARNING', message: 'unknown state "canceled"' },
    ],
    [
      'an unknown word and a message',
      { state: 'ok', message: 'm' },
      { state: 'WARNING', message: 'unknown state "ok": m' },
    ],
    ['a state that is no text', { state: { a: 1 } }, { state: 'WARNING', message: 'unknown state "{\\"a\\":1}"' }],
    ['a message', { message: 'hello' }, { message: 'hello' }],
    ['null as message', { message: null }, { message: '' }],
    ['a number as message', { message: 4.5 }, { message: '4.5' }],
    ['an error message', { message: 'm', error_message: 'e' }, { message: 'e' }],
    ['an empty error message', { message: 'm', error_message: '' }, { message: 'm' }],
    ['a list as error message', { error_message: ['a', 'b'] }, { message: 'a\nb' }],
    ['an empty list as error message', { message: 'm', error_message: [] }, { message: 'm' }],
    ['an object as error message', { error_message: { rc: 1 } }, { message: '{"rc":1}' }],
    ['an error message beside success', { state: 'success', error_message: 'e' }, { state: 'SUCCESS', message: 'e' }],
  ])('with %s is understood', (_title, fields, expected) => {
    expect(event({ name: 'a', ...fields })).toMatchObject({ kind: 'step', name: 'a', ...expected });
  });

  it('keeps at most 255 code points of its name and 4,096 of its message', () => {
    const step = event({ name: '😀'.repeat(300), message: '😀'.repeat(5000) });

    expect(step).toMatchObject({ name: `${'😀'.repeat(254)}…`, message: `${'😀'.repeat(4095)}…` });
    expect(event({ name: '😀'.repeat(255), message: '😀'.repeat(4096) })).toMatchObject({
      name: '😀'.repeat(255),
      message: '😀'.repeat(4096),
    });
  });

  it('holds no NUL and no lone surrogate, not even inside its output', () => {
    const step = parseLine(
      String.raw`{"name":"a\u0000b","message":"x\ud800y","output":{"k\u0000":["\udc00",{"d":"\u0000"}],"n":1}}`,
    );

    expect(step).toEqual({
      kind: 'step',
      name: 'ab',
      state: 'RUNNING',
      message: 'x\ufffdy',
      output: { k: ['\ufffd', { d: '' }], n: 1 },
    });
  });

  it('keeps an output that is an object and ignores any other', () => {
    expect(event({ name: 'a', output: { version: '1.2' } })).toMatchObject({ output: { version: '1.2' } });
    for (const output of ['1.2', 3, null, [1]]) expect(event({ name: 'a', output })).not.toHaveProperty('output');
  });

  it('survives nesting that no printer survives', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

    expect(parseLine(`{"name":"a","output":{"deep":${deep}},"error_message":${deep}}`)).toMatchObject({
      kind: 'step',
      name: 'a',
    });
  });

  it('of an unnamed Ansible task gets a name of ours', () => {
    const fields = { position: 1, start: null, end: null, name: '', state: 'failure', error_message: 'no', misc: {} };

    expect(event(fields)).toEqual({ kind: 'step', name: 'unnamed step', state: 'FAILURE', message: 'no' });
  });

  it('may be padded, end in a carriage return and start with a byte order mark', () => {
    expect(parseLine('\ufeff  {"name":"a"} \r')).toMatchObject({ kind: 'step', name: 'a' });
  });
});

describe('a finish event', () => {
  it('is a claim with a status and a message', () => {
    expect(event({ event: 'finish', status: 'success' })).toEqual({ kind: 'finish', status: 'success', message: '' });
    expect(event({ event: 'finish', status: 'failed', message: 'm' })).toEqual({
      kind: 'finish',
      status: 'failed',
      message: 'm',
    });
  });

  it('with a name is a step', () => {
    expect(event({ event: 'finish', name: 'a' })).toMatchObject({ kind: 'step' });
  });
});

describe('log text', () => {
  it.each([
    '',
    'hello',
    '{',
    '{"name":"a"',
    '{"name":"a"} trailing',
    '[1]',
    '1',
    'null',
    '"name"',
    '{}',
    '{"name":""}',
    '{"name":" "}',
  ])('is what %j is', (line) => {
    expect(parseLine(line)).toEqual(text);
  });

  it.each([{ state: 'failure' }, { name: 5, state: 'failure' }, { name: null }, { event: 'start' }])(
    'is the object %j',
    (fields) => {
      expect(event(fields)).toEqual(text);
    },
  );
});

it('no bytes make it throw', () => {
  const bytes = fc.uint8Array().map((array) => Buffer.from(array).toString('utf8'));
  const json = fc.record({
    name: fc.jsonValue(),
    state: fc.jsonValue(),
    error_message: fc.jsonValue(),
    output: fc.jsonValue(),
  });
  const broken = json.map((value) => JSON.stringify(value).slice(0, -3));

  fc.assert(
    fc.property(
      fc.oneof(
        bytes,
        fc.string({ unit: 'binary' }),
        json.map((value) => JSON.stringify(value)),
        broken,
      ),
      (line) => {
        const parsed = parseLine(line);
        expect(JSON.stringify(parsed)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      },
    ),
  );
});
