import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ApiClient } from '../helpers/api-client.ts';
import { until } from '../helpers/until.ts';
import { addDiaries, expectOrderly } from './diaries.ts';
import { times } from './numbers.ts';
import { at, createServers } from './servers.ts';
import { startFresh } from './truth.ts';

const deployments = times(30, 600);
const kills = times(5, 50);
const services = Array.from({ length: 10 }, (_, index) => `service-${index}`);
/** Two hosts with two servers each: take-over on the same host, and a queue that both hosts drain. */
const hosts = [0, 0, 1, 1];

test('four servers run each deployment once, alone and in order, while they are killed', {
  timeout: 900_000,
}, async () => {
  await using all = await createServers(hosts);
  const [first, ...others] = all.servers;
  if (first === undefined) throw new Error('four servers are needed');
  const api = await startFresh(first);
  const clients = [api];
  for (const server of others) clients.push(at((await server.start()).url, api));
  await addDiaries(all, services);

  const killing = killInTurns();
  const ids: string[] = [];
  for (let index = 0; index < deployments; index++) {
    ids.push(await startSomewhere(clients, `key-${index}`));
    await delay(Math.random() * 20);
  }
  await killing;
  for (const id of ids) await until(`${id} has ended`, () => finished(clients, id), 120_000);

  expect(new Set(ids).size).toBe(deployments);
  await expectOrderly(all, services, ids);

  async function killInTurns(): Promise<void> {
    for (let kill = 0; kill < kills; kill++) {
      await delay(Math.random() * 500);
      const victim = all.servers[Math.floor(Math.random() * all.servers.length)];
      await victim?.kill();
      await victim?.start();
    }
  }
});

const pick = (clients: ApiClient[]): ApiClient | undefined => clients[Math.floor(Math.random() * clients.length)];

/** Asks one server after the other until one answers; the key makes the answer that was lost the same deployment. */
async function startSomewhere(clients: ApiClient[], idempotencyKey: string): Promise<string> {
  const service = services[Math.floor(Math.random() * services.length)] ?? '';
  return until(`a server accepts ${idempotencyKey}`, () => startOnce(pick(clients), service, idempotencyKey), 30_000);
}

async function startOnce(api: ApiClient | undefined, service: string, idempotencyKey: string): Promise<string | null> {
  const answer = await api
    ?.request<{ startDeployment: { deployment?: { id: string }; message?: string } }>(
      `mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) {
        ... on StartDeploymentSuccess { deployment { id } } ... on Error { message } } }`,
      { input: { service, parameters: {}, idempotencyKey } },
    )
    .catch((error: unknown) => {
      if (error instanceof TypeError || error instanceof SyntaxError) return null; // nobody there, or killed in the middle of its answer
      throw error;
    });
  if (answer?.startDeployment.message !== undefined) throw new Error(answer.startDeployment.message);
  return answer?.startDeployment.deployment?.id ?? null;
}

async function finished(clients: ApiClient[], id: string): Promise<boolean> {
  const view = await pick(clients)?.deployment(id);
  return view?.finished ?? false;
}
