interface Known {
  live: { nodes: readonly { number: number; version: string | null }[] };
  deployments: { nodes: readonly { number: number; state: string; finished: boolean; version: string | null }[] };
}

/**
 * The run to go back to: what is live when the last attempt did not end well, else the success before it. One that
 * brought the version that is live leads nowhere.
 */
export const rollBackTarget = ({ live, deployments }: Known): number | null => {
  const current = live.nodes[0];
  if (current === undefined) return null;
  const ended = deployments.nodes.find(({ finished }) => finished);
  if (ended && ended.number > current.number && ended.state !== 'SUCCESS') return current.number;
  const before = deployments.nodes.filter(({ number, state }) => state === 'SUCCESS' && number < current.number);
  return before.find(({ version }) => version === null || version !== current.version)?.number ?? null;
};
