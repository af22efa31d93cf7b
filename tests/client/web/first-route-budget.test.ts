import { expect, test } from 'vitest';
import { firstRouteBytes } from '../../../client/web/first-route-budget.ts';

const chunk = (fileName: string, imports: string[] = [], isEntry = false) => ({
  ...{ type: 'chunk', fileName, imports, isEntry },
  code: fileName.repeat(50),
});

test('the first page needs its entry and what that imports, once, and nothing that is loaded later', () => {
  const shared = chunk('shared.js');
  const alone = firstRouteBytes({ 'main.js': chunk('main.js', [], true) });
  const bundle = {
    'main.js': chunk('main.js', ['a.js', 'shared.js'], true),
    'a.js': chunk('a.js', ['shared.js']),
    'shared.js': shared,
    'lazy.js': chunk('lazy.js'),
  };

  const all = firstRouteBytes(bundle);

  expect(all).toBeGreaterThan(alone);
  expect(all).toBe(firstRouteBytes({ ...bundle, 'lazy.js': chunk('lazy.js', ['shared.js']) }));
  expect(all).toBeLessThan(firstRouteBytes({ ...bundle, 'a.js': chunk('a.js', ['lazy.js']) }));
});
