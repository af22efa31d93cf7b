import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createRoot } from 'solid-js';
import type { StepFieldsFragment } from '../../../client/web/api/generated/graphql.ts';
import type { LinesEvent, Run, RunEvent, StateEvent } from '../../../client/web/live/run-fold.ts';
import { createRunStore, type RunStore } from '../../../client/web/live/run-store.ts';
import { buildChunk, type LineParts, startedAt } from './build.ts';

type Variables = Record<string, unknown>;
/** Data of a query, or the message of what went wrong. */
export type Answer = { data: unknown } | { problem: string };

export interface RunServer {
  client: Client;
  /** By the name of the query. May be changed at any time. */
  answers: Record<string, (variables: Variables) => Answer | Promise<Answer>>;
  /** What was asked, in order. */
  asked: { name: string; variables: Variables }[];
  send(event: RunEvent): void;
}

/** The server of one run, as far as its page asks it: answers are given, events are sent by the test. */
export const buildRunServer = (run: Run, slice: { totalLines: number; chunks: unknown[] } = noLines): RunServer => {
  const asked: RunServer['asked'] = [];
  let listener: ((event: RunEvent) => void) | undefined;
  const answers: RunServer['answers'] = {
    RunPage: () => ({ data: { server: { timeNow: startedAt }, deployment: { ...run, log: slice } } }),
  };
  const answer = async (body: unknown): Promise<Response> => {
    const { query, variables } = JSON.parse(String(body)) as { query: string; variables: Variables };
    const name = /^query (\w+)/.exec(query)?.[1] ?? '';
    asked.push({ name, variables });
    const given = (await answers[name]?.(variables)) ?? { problem: `nobody answers ${name}` };
    const result = 'data' in given ? given : { errors: [{ message: given.problem, extensions: {} }] };
    return new Response(JSON.stringify(result), { headers: { 'content-type': 'application/json' } });
  };
  const client = new Client({
    url: 'http://server/graphql',
    preferGetMethod: false,
    fetch: (_url, init) => answer(init?.body),
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: () => ({
          subscribe(sink) {
            listener = (event) => sink.next({ data: { deploymentEvents: event } });
            return { unsubscribe: () => (listener = undefined) };
          },
        }),
      }),
    ],
  });
  return { client, answers, asked, send: (event) => listener?.(event) };
};

/** The store of a run in an owner of its own, and how to dispose of it. */
export const holdRun = (server: RunServer): { store: RunStore; dispose: () => void } =>
  createRoot((dispose) => ({ store: createRunStore(server.client, 'dep_1'), dispose }));

export const stateEvent = (seq: number, overrides: Partial<StateEvent>): StateEvent => ({
  ...{ __typename: 'DeploymentStateChanged', seq, after: seq - 1, at: startedAt },
  ...{ state: 'RUNNING', finished: false, reason: null, startedAt, finishedAt: null },
  ...{ exitCode: null, signal: null, canceledBy: null, estimate: null },
  ...overrides,
});

export const linesEvent = (seq: number, firstLine: number, lines: (LineParts | string)[]): LinesEvent => ({
  ...{ __typename: 'LogAppended', seq, after: seq - 1, at: startedAt },
  chunks: [buildChunk(firstLine, lines)],
});

export const stepEvent = (seq: number, step: StepFieldsFragment): RunEvent => ({
  ...{ __typename: 'StepChanged', seq, after: seq - 1, at: startedAt },
  step,
});

const noLines = { totalLines: 0, chunks: [] };
