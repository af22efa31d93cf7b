interface Known {
  live: { nodes: readonly { number: number }[] };
  deployments: { nodes: readonly { number: number; state: string; finished: boolean }[] };
}

/** The run to go back to: what is live when the last attempt did not end well, else the success before it. */
export const rollBackTarget = ({ live, deployments }: Known): number | null => {
  const current = live.nodes[0]?.number;
  if (current === undefined) return null;
  const ended = deployments.nodes.find(({ finished }) => finished);
  if (ended && ended.number > current && ended.state !== 'SUCCESS') return current;
  return deployments.nodes.find(({ number, state }) => state === 'SUCCESS' && number < current)?.number ?? null;
};
