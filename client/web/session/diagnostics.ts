/** What happened lately in this tab, for whoever has to find out why a page broke. No tokens, no output of scripts. */
const most = 20;
const events: string[] = [];

export const note = (event: string): void => {
  events.push(`${new Date().toISOString()} ${event}`);
  if (events.length > most) events.shift();
};

/** Text for a report: versions, the error, the last 20 events. Addresses go in without their parameters. */
export const diagnostics = (error: unknown, requestId: string | null): string =>
  [
    `FastDeploy web application, ${location.pathname}`,
    navigator.userAgent,
    `window ${innerWidth}x${innerHeight}, ${document.documentElement.dataset.theme}`,
    `error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ...(requestId === null ? [] : [`request: ${requestId}`]),
    'events:',
    ...events.map((event) => `  ${event}`),
  ].join('\n');
