import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { firstRouteBudget } from './first-route-budget.ts';

const server = process.env.FASTDEPLOY_URL ?? 'http://127.0.0.1:8000';

/** Builds the web application into client/web/dist; `vite` alone serves it against a running FastDeploy (FASTDEPLOY_URL). */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid(), firstRouteBudget()],
  build: {
    target: 'es2022',
    // Inlined assets would be data: addresses, which the content security policy does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/graphql': { target: server, ws: true } } },
});
