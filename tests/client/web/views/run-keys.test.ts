import { expect, test } from 'vitest';
import { until } from '../../../helpers/until.ts';
import { buildChunk, buildRun, buildStep } from '../build.ts';
import { openLog } from '../run-log.ts';
import { buildRunServer } from '../run-server.ts';

const server = () =>
  buildRunServer(buildRun({ state: 'SUCCESS', finished: true, steps: [buildStep(1, { name: 'build' })] }), {
    totalLines: 3,
    chunks: [buildChunk(1, ['one', 'two', 'three'])],
  });
const find = <Kind extends HTMLElement>(selector: string): Kind => {
  const found = document.querySelector<Kind>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
};
const pressEscape = (target: HTMLElement): boolean =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true, cancelable: true }),
  );

test('Escape in the search box ends the search and leaves the selected line', async () => {
  const { address } = await openLog(server(), '/?q=two#L2');
  const box = find<HTMLInputElement>('input[type=search]');
  await until('the search is there', () => box.value === 'two');

  pressEscape(box);

  await until('the search is over', () => address() === '/#L2');
  expect(box.value).toBe('');
  pressEscape(document.body);
  await until('the selection is over', () => address() === '/');
});

test('a step that is asked for in a tab of its own is left to the browser', async () => {
  const { address } = await openLog(server());
  const link = find('.st a');
  const click = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });

  link.dispatchEvent(click);

  expect([click.defaultPrevented, address(), link.getAttribute('href')]).toEqual([false, '/', '?step=build']);
  link.click();
  await until('the page goes there', () => address() === '/?step=build');
});
