import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Masker } from '../../../server/runner/masking.ts';
import { secretForms } from '../../../server/runner/secret-forms.ts';

const secrets = (...parameters: unknown[]): Buffer[] =>
  secretForms({ accessToken: 'fd_token_1', parameters: { ...parameters } });

function masked(forms: readonly Buffer[], ...writes: (string | Buffer)[]): string {
  const masker = new Masker(forms);
  return Buffer.concat([...writes.map((bytes) => masker.push(Buffer.from(bytes))), masker.end()]).toString();
}

describe('a secret is masked', () => {
  const secret = 'pa/ss "wörd"+\\x';

  it.each([
    ['as it is', secret],
    ['escaped in JSON', JSON.stringify(secret).slice(1, -1)],
    ['escaped in JSON as PHP does', JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
    ['escaped in ASCII JSON as Python does', JSON.stringify(secret).slice(1, -1).replace('ö', '\\u00f6')],
    ['encoded in a URL', encodeURIComponent(secret)],
    ['encoded in a form', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['encoded in a URL in lower case', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
  ])('%s', (_title, form) => {
    expect(masked(secrets(secret), `<${form}>`)).toBe('<***>');
  });

  it.each(['', 'a', 'ab', 'abc', 'user:'])('in base64 after %j', (before) => {
    const encoded = Buffer.from(`${before}hunter2-hunter2${before}`).toString('base64');

    const shown = masked(secrets('hunter2-hunter2'), encoded);

    expect(shown).toContain('***');
    expect(Buffer.from(shown.replaceAll('*', ''), 'base64').toString()).not.toMatch(/hunter|unter2/);
  });

  it('line by line, when it has several', () => {
    const key = '-----BEGIN KEY-----\nabcdefgh\nxy\n-----END KEY-----';

    expect(masked(secrets(key), `key: ${key}\n`)).toBe('key: ***\n');
    expect(masked(secrets(key), '> abcdefgh\n> xy\n')).toBe('> ***\n> xy\n');
  });

  it('inside lists and objects, and when it is a number', () => {
    expect(masked(secrets({ a: ['list-secret'] }, 123_456_789), 'list-secret 123456789')).toBe('*** ***');
  });

  it('also when it is the access token', () => {
    expect(masked(secrets(), 'token=fd_token_1;')).toBe('token=***;');
  });

  it('completely, when it overlaps with another one', () => {
    expect(masked(secrets('abcdefgh', 'efghijkl'), '<abcdefghijkl>')).toBe('<***>');
    expect(masked(secrets('abcdefgh', 'efghijkl'), '<abcdef', 'gh', 'ijkl>')).toBe('<***>');
  });

  it('across two writes', () => {
    expect(masked(secrets('hunter2-hunter2'), 'a hunter2-h', 'unter2 b')).toBe('a *** b');
  });
});

it('what only starts like a secret is shown when it cannot become one', () => {
  const masker = new Masker(secrets('hunter2-hunter2'));

  expect(masker.push(Buffer.from('say hunter')).toString()).toBe('say ');
  expect(masker.push(Buffer.from(' ok')).toString()).toBe('hunter ok');
});

it('what only starts like a secret is shown at the end', () => {
  expect(masked(secrets('hunter2-hunter2'), 'hunter2-')).toBe('hunter2-');
});

it('texts under six bytes are not secrets', () => {
  expect(masked(secrets('yes'), 'yes')).toBe('yes');
});

it('masking does not depend on how the bytes were written, and no secret is left', () => {
  const text = fc
    .array(fc.constantFrom('abcabc', 'abcabcabd', 'ab', 'c', 'd', '\n', 'aaaaaa'))
    .map((parts) => parts.join(''));
  const forms = secrets('abcabcabd', 'aaaaaaa', 'cdcdcd');

  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (whole, sizes) => {
      const writes: string[] = [];
      for (let at = 0, turn = 0; at < whole.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        writes.push(whole.slice(at, at + size));
        at += size;
      }
      const shown = masked(forms, ...writes);
      expect(shown).toBe(masked(forms, whole));
      for (const form of forms) expect(shown).not.toContain(form.toString());
    }),
  );
});

it('holds back less than the longest secret, even of a text that never stops matching', () => {
  const masker = new Masker([Buffer.from('aaaaaaaa')]);
  let shown = '';
  for (let i = 0; i < 1000; i += 1) shown += masker.push(Buffer.from('aaaa')).toString();

  expect(shown + masker.end().toString()).toBe('***');
});
