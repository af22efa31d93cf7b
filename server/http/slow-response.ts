import type { ServerResponse } from 'node:http';
import type { Gateway } from './gateway.ts';

/**
 * Cuts a response whose reader takes nothing for a while of what waits for it. Node holds back the source meanwhile, so
 * that never more than one message waits; streams go on after the last `seq`, the log after its last line.
 */
export function cutSlowReader(res: ServerResponse, { times, log }: Pick<Gateway, 'times' | 'log'>): void {
  res.setTimeout(times.slowReaderMs, () => {
    if (res.writableLength === 0) return; // only quiet
    log.info({ url: res.req.url?.split('?')[0] }, 'a response was cut: its reader took nothing');
    res.destroy();
  });
}
