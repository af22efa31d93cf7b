/** A GraphQL document with the types of what it takes and gives; a test checks each against schema.graphql. */
export type TypedDocument<Data, Variables> = { text: string; types?: (variables: Variables) => Data };

const typed = <Data, Variables>(text: string): TypedDocument<Data, Variables> => ({ text });

export type DeploymentState =
  | 'QUEUED'
  | 'RUNNING'
  | 'CANCELING'
  | 'SUCCESS'
  | 'FAILURE'
  | 'CANCELED'
  | 'TIMED_OUT'
  | 'LOST';
export type StepState = 'PENDING' | 'RUNNING' | 'SUCCESS' | 'WARNING' | 'FAILURE' | 'SKIPPED' | 'CANCELED';

export type StartedDeployment = { id: string; number: number; url: string };
export type Refusal = { __typename: string; code: string; message: string };

export const StartDeployment = typed<
  {
    startDeployment:
      | { __typename: 'StartDeploymentSuccess'; replayed: boolean; deployment: StartedDeployment }
      | Refusal;
  },
  { input: StartInput }
>(`mutation StartDeployment($input: StartDeploymentInput!) {
  startDeployment(input: $input) {
    __typename
    ... on StartDeploymentSuccess { replayed deployment { id number url } }
    ... on Error { code message }
  }
}`);

export type StartInput = {
  service: string;
  parameters: Record<string, unknown>;
  idempotencyKey: string;
  origin: string;
  revision: { ref: string | null; sha: string | null } | null;
  note: string | null;
};

export const ServiceParameters = typed<
  { service: { parametersSchema: { properties?: Record<string, unknown> } | null } | null },
  { name: string }
>(`query ServiceParameters($name: String!) {
  service(name: $name) { parametersSchema }
}`);

export const DeploymentLog = typed<
  { deployment: { number: number; logUrl: string; logRemovedAt: string | null } | null },
  { id: string }
>(`query DeploymentLog($id: ID!) {
  deployment(id: $id) { number logUrl logRemovedAt }
}`);

export const SignOut = typed<{ signOut: { __typename: string } }, Record<string, never>>(`mutation SignOut {
  signOut { __typename }
}`);

export type DeploymentEvent = { seq: number; after: number; at: string } & (
  | {
      __typename: 'DeploymentStateChanged';
      state: DeploymentState;
      finished: boolean;
      reason: string | null;
      startedAt: string | null;
      finishedAt: string | null;
      exitCode: number | null;
      signal: string | null;
      canceledBy: { label: string } | null;
      estimate: { p50Ms: number } | null;
    }
  | { __typename: 'StepChanged'; step: Step }
  | { __typename: 'LogAppended'; chunks: LogChunk[] }
);

export type Step = {
  position: number;
  name: string;
  state: StepState;
  message: string;
  startedAt: string | null;
  finishedAt: string | null;
  durationMs: number | null;
};

export type LogChunk = {
  firstLine: number;
  lineCount: number;
  at: string;
  text: string;
  runs: { lines: number; stream: 'STDOUT' | 'STDERR' | 'EVENT' | 'SYSTEM'; step: number | null; continued: boolean }[];
};

export type EventKind = 'STATE' | 'STEP' | 'LOG';

export const DeploymentEvents = typed<
  { deploymentEvents: DeploymentEvent },
  { id: string; after: number; kinds: EventKind[] }
>(`subscription DeploymentEvents($id: ID!, $after: Int!, $kinds: [DeploymentEventKind!]) {
  deploymentEvents(id: $id, after: $after, kinds: $kinds) {
    __typename
    seq
    after
    at
    ... on DeploymentStateChanged {
      state finished reason startedAt finishedAt exitCode signal canceledBy { label } estimate { p50Ms }
    }
    ... on StepChanged { step { position name state message startedAt finishedAt durationMs } }
    ... on LogAppended { chunks { firstLine lineCount at text runs { lines stream step continued } } }
  }
}`);
