import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const maxBytes = 90_000;

interface Chunk {
  type: string;
  fileName: string;
  code?: string;
  isEntry?: boolean;
  imports?: string[];
}

/** What a browser loads before it can draw `/`: the entry and everything it imports at once, compressed. */
export const firstRouteBytes = (bundle: Record<string, Chunk>): number => {
  const needed = new Set(Object.values(bundle).flatMap((chunk) => (chunk.isEntry ? [chunk.fileName] : [])));
  for (const name of needed) for (const imported of bundle[name]?.imports ?? []) needed.add(imported);
  return [...needed].reduce((sum, name) => sum + gzipSync(bundle[name]?.code ?? '', { level: 9 }).length, 0);
};

/** Fails the build when the first page needs more than 90 kB of JavaScript. */
export const firstRouteBudget = (): Plugin => ({
  name: 'first-route-budget',
  generateBundle(_options, bundle) {
    const bytes = firstRouteBytes(bundle);
    if (bytes > maxBytes)
      this.error(
        `The first page needs ${bytes} bytes of compressed JavaScript, and ${maxBytes} is the limit. Load what it does not show with lazy(), or leave it out.`,
      );
  },
});
