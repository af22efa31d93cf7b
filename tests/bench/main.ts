import { benchLatency } from './latency.ts';
import { benchLimits } from './limits.ts';
import { benchQueue } from './queue.ts';
import { benchThroughput } from './throughput.ts';
import { benchWeb } from './web.ts';
import { benchDashboard } from './web-dashboard.ts';

/** `npm run bench [-- throughput|latency|queue|limits|web|dashboard]`: figures next to a floor measured in the same run; ratios are the result. */
const benches = {
  ...{ throughput: benchThroughput, latency: benchLatency, queue: benchQueue },
  ...{ limits: benchLimits, web: benchWeb, dashboard: benchDashboard },
};
const wanted = process.argv.slice(2);

for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  for (const line of await bench()) process.stdout.write(`  ${line}\n`);
}
