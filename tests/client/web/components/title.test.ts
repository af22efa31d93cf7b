import { Route, Router, useNavigate, useParams } from '@solidjs/router';
import { createComponent, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { expect, test, vi } from 'vitest';
import { useTitle } from '../../../../client/web/components/title.ts';
import { recent } from '../../../../client/web/session/recent.ts';

const deadline = { timeout: 10_000 };

test('keeps each service and run in mind under its own name, whichever page somebody goes on to', async () => {
  let navigate: ReturnType<typeof useNavigate> | undefined;
  const page = (name: () => string) => (): JSX.Element => {
    navigate = useNavigate();
    useTitle(() => ({ title: name(), icon: 'idle' }));
    return name();
  };
  const Run = page(() => 'podcast #412');
  const Service = () => {
    const params = useParams<{ name: string }>();
    return page(() => params.name)();
  };
  const dispose = render(
    () =>
      createComponent(Router, {
        get children() {
          return [
            createComponent(Route, { path: '/', component: page(() => 'FastDeploy') }),
            createComponent(Route, { path: '/deployments/:id', component: Run }),
            createComponent(Route, { path: '/services/:name', component: Service }),
          ];
        },
      }),
    document.body,
  );

  for (const [address, text] of [
    ['/deployments/412', 'podcast #412'],
    ['/', 'FastDeploy'],
    ['/services/podcast', 'podcast'],
    ['/deployments/412', 'podcast #412'],
    ['/services/blog', 'blog'],
  ] as const) {
    navigate?.(address);
    await vi.waitUntil(() => document.body.textContent === text && location.pathname === address, deadline);
  }
  dispose();

  expect(recent()).toEqual([
    { href: '/services/blog', name: 'blog' },
    { href: '/deployments/412', name: 'podcast #412' },
    { href: '/services/podcast', name: 'podcast' },
  ]);
});
