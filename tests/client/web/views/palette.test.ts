import fc from 'fast-check';
import { createRoot, createSignal } from 'solid-js';
import { describe, expect, test } from 'vitest';
import { createChosen } from '../../../../client/web/views/palette/chosen.ts';
import { addressIn, bestOf, type Findable, findEntries } from '../../../../client/web/views/palette/entries.ts';
import { fuzzy } from '../../../../client/web/views/palette/fuzzy.ts';

const services = [
  ...['archive', 'backup', 'blog', 'blog-staging', 'fastdeploy', 'feeds', 'grafana', 'homepage', 'mail-relay'],
  ...['metrics', 'new-thing', 'podcast', 'podcast-player', 'podcast-staging', 'shop', 'shop-staging', 'wiki'],
];
const build = (name: string, group: Findable['group'] = 'Services', words = ''): Findable => ({ group, name, words });
const firstFor = (entries: Findable[], query: string): string | undefined => {
  const found = findEntries(entries, query);
  return found[bestOf(found)]?.name;
};

describe('the palette finds', () => {
  test('every service with Ctrl K, three letters and Enter at most', () => {
    const entries = services.map((name) => build(name));
    const letters = [...new Set(services.join(''))];
    const twoKeys = letters.flatMap((a) => letters.map((b) => a + b));
    const unreached = services.filter(
      (name) =>
        !twoKeys.some((query) => firstFor(entries, query) === name) &&
        !twoKeys.some((query) => letters.some((letter) => firstFor(entries, query + letter) === name)),
    );

    expect(unreached).toEqual([]);
  });

  test.each([
    ['ps', 'podcast-staging'],
    ['pod', 'podcast'],
    ['mr', 'mail-relay'],
    ['staging', 'blog-staging'],
  ])('%s is %s', (query, name) => {
    expect(
      firstFor(
        services.map((each) => build(each)),
        query,
      ),
    ).toBe(name);
  });

  test('names before descriptions', () => {
    const entries = [build('shop', 'Services', 'mails receipts'), build('mail-relay')];

    expect(findEntries(entries, 'mail').map(({ name }) => name)).toEqual(['mail-relay', 'shop']);
    expect(firstFor([build('hello', 'Services', 'at once'), build('waits')], 'a')).toBe('waits');
  });

  test('what runs before the service it belongs to, when both fit as well', () => {
    expect(firstFor([build('podcast'), build('podcast #412', 'Running now')], 'po')).toBe('podcast #412');
  });

  test('only what holds all letters in their order, at the places it says', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), fc.string({ maxLength: 30 }), (query, text) => {
        const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
        const found = fuzzy(query, text);
        const holds = holdsInOrder(wanted, text.toLowerCase());
        expect(found !== null).toBe(holds);
        expect(found?.at.map((place) => text.toLowerCase()[place]).join('') ?? wanted).toBe(wanted);
        expect(found?.at.every((place, index, all) => index === 0 || place > (all[index - 1] ?? 0)) ?? true).toBe(true);
      }),
    );
  });
});

describe('the line that Enter takes', () => {
  const line = (id: string, score = 0) => ({ id, score });
  const open = (...ids: string[]) =>
    createRoot((dispose) => {
      const [found, setFound] = createSignal(ids.map((id) => line(id)));
      const chosen = createChosen(found);
      return { ...chosen, setFound, taken: () => found()[chosen.index()]?.id, [Symbol.dispose]: dispose };
    });

  test('is the best one until somebody chooses, also of what arrives', () => {
    using palette = open('wiki', 'shop');
    expect(palette.taken()).toBe('wiki');

    palette.setFound([line('wiki'), line('shop', 2), line('blog', 1)]);
    expect(palette.taken()).toBe('shop');
  });

  test('stays the one somebody went to when answers arrive above it', () => {
    using palette = open('wiki', 'shop', 'blog');
    palette.move(1);
    palette.move(1);

    palette.setFound([line('run-7', 3), line('wiki'), line('shop'), line('blog')]);

    expect(palette.taken()).toBe('blog');
    palette.move(1);
    expect(palette.taken()).toBe('run-7');
    palette.move(-1);
    expect(palette.taken()).toBe('blog');
  });

  test('is the best one again where the chosen one is gone or forgotten', () => {
    using palette = open('wiki', 'shop');
    palette.choose('shop');
    palette.setFound([line('wiki'), line('blog', 1)]);
    expect(palette.taken()).toBe('blog');

    palette.choose('wiki');
    palette.forget();
    expect(palette.taken()).toBe('blog');
  });

  test('is none where nothing is found', () => {
    using palette = open();
    palette.move(1);
    expect(palette.taken()).toBeUndefined();
  });
});

describe('what is typed or pasted leads to', () => {
  test.each([
    ['412', '/deployments/412'],
    [' #412 ', '/deployments/412'],
    ['/services/podcast', '/services/podcast'],
    ['https://deploy.example/deployments/7?q=x#L12', '/deployments/7?q=x#L12'],
  ])('%s: %s', (text, address) => {
    expect(addressIn(text, 'https://deploy.example')).toBe(address);
  });

  test.each([
    'podcast',
    'https://elsewhere.example/deployments/7',
    '//elsewhere.example',
    '/\\elsewhere',
    'javascript:alert(1)',
    '',
  ])('nowhere: %j', (text) => {
    expect(addressIn(text, 'https://deploy.example')).toBeNull();
  });
});

const holdsInOrder = (wanted: string, text: string): boolean => {
  let from = 0;
  for (const letter of wanted) {
    const place = text.indexOf(letter, from);
    if (place === -1) return false;
    from = place + 1;
  }
  return true;
};
