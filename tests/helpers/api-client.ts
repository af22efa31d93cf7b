import { createClient, type SubscribePayload } from 'graphql-ws';

export type Json = Record<string, unknown>;

/** Asks the running server the way any script would: POST with a bearer token. Throws for top-level errors. */
export class ApiClient {
  readonly url: string;
  readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** Signs in with the one-time code of the first start. */
  static async signInOnce(url: string, code: string): Promise<ApiClient> {
    const { signInOnce } = await post<{ signInOnce: { token?: string; message?: string } }>(url, null, {
      query:
        'mutation ($code: String!) { signInOnce(code: $code) { ... on SignInSuccess { token } ... on Error { message } } }',
      variables: { code },
    });
    if (signInOnce.token === undefined) throw new Error(`sign-in failed: ${signInOnce.message}`);
    return new ApiClient(url, signInOnce.token);
  }

  static async signIn(url: string, name: string, password: string): Promise<ApiClient> {
    const { signIn } = await post<{ signIn: { token?: string; message?: string } }>(url, null, {
      query:
        'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInSuccess { token } ... on Error { message } } }',
      variables: { input: { name, password } },
    });
    if (signIn.token === undefined) throw new Error(`sign-in failed: ${signIn.message}`);
    return new ApiClient(url, signIn.token);
  }

  async request<Data>(query: string, variables: Json = {}): Promise<Data> {
    return post<Data>(this.url, this.token, { query, variables });
  }

  async start(service: string, parameters: Json = {}): Promise<string> {
    const { startDeployment } = await this.request<{
      startDeployment: { deployment?: { id: string }; message?: string };
    }>(
      `mutation ($input: StartDeploymentInput!) { startDeployment(input: $input) {
        ... on StartDeploymentSuccess { deployment { id } } ... on Error { message } } }`,
      { input: { service, parameters } },
    );
    if (startDeployment.deployment === undefined) throw new Error(`not started: ${startDeployment.message}`);
    return startDeployment.deployment.id;
  }

  async deployment(id: string): Promise<DeploymentView> {
    const { deployment } = await this.request<{ deployment: DeploymentView }>(
      `query ($id: ID!) { deployment(id: $id) { id state finished reason exitCode signal lastSeq logLineCount
        steps { position name state message startedAt finishedAt firstLogLine lastLogLine } } }`,
      { id },
    );
    return deployment;
  }

  async log(id: string): Promise<string> {
    const number = id.replace('dep_', '');
    const response = await fetch(`${this.url}/deployments/${number}/log`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!response.ok) throw new Error(`log: ${response.status} ${await response.text()}`);
    return response.text();
  }
}

export type DeploymentView = {
  id: string;
  state: string;
  finished: boolean;
  reason: string | null;
  exitCode: number | null;
  signal: string | null;
  lastSeq: number;
  logLineCount: number;
  steps: {
    position: number;
    name: string;
    state: string;
    message: string;
    startedAt: string | null;
    finishedAt: string | null;
    firstLogLine: number | null;
    lastLogLine: number | null;
  }[];
};

async function post<Data>(url: string, token: string | null, body: Json): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const result = (await response.json()) as { data?: Data; errors?: { message: string }[] };
  if (result.errors !== undefined || result.data === undefined || result.data === null)
    throw new Error(result.errors?.map((error) => error.message).join('; ') ?? `status ${response.status}`);
  return result.data;
}

export type StreamEvent = {
  __typename: 'DeploymentStateChanged' | 'StepChanged' | 'LogAppended';
  seq: number;
  after: number;
  state?: string;
  finished?: boolean;
  step?: { position: number; name: string; state: string };
  chunks?: {
    firstLine: number;
    lineCount: number;
    text: string;
    runs: { lines: number; stream: string; continued: boolean }[];
  }[];
};

const document = `subscription ($id: ID!, $after: Int!) { deploymentEvents(id: $id, after: $after) {
  __typename seq after at
  ... on DeploymentStateChanged { state finished }
  ... on StepChanged { step { position name state } }
  ... on LogAppended { chunks { firstLine lineCount text runs { lines stream continued } } }
} }`;

/** What a resuming client saw of one deployment over graphql-transport-ws: every event once, in order, or `problems`. */
export type Watched = {
  events: StreamEvent[];
  problems: string[];
  connections: number;
  done: Promise<void>;
  cut(): void;
  stop(): void;
};

/**
 * A stock graphql-ws client that resumes: it moves `after` in its payload, which is serialised again on each reconnect.
 * Nothing is filtered: a repeated or missing seq is a problem.
 */
export function watchDeployment({ url, token }: ApiClient, id: string): Watched {
  const problems: string[] = [];
  const events: StreamEvent[] = [];
  let connections = 0;
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 40)),
    shouldRetry: () => true,
    on: {
      connected: () => {
        connections++;
      },
    },
  });
  const payload: SubscribePayload & { variables: { id: string; after: number } } = {
    query: document,
    variables: { id, after: 0 },
  };
  let unsubscribe = (): void => undefined;
  const done = new Promise<void>((resolve, reject) => {
    unsubscribe = client.subscribe<{ deploymentEvents: StreamEvent }>(payload, {
      next({ data, errors }) {
        const event = data?.deploymentEvents;
        if (event === undefined) return void problems.push(JSON.stringify(errors));
        if (event.after !== payload.variables.after || event.seq <= payload.variables.after)
          problems.push(`seq ${event.seq} after ${event.after}, but seen was ${payload.variables.after}`);
        payload.variables.after = event.seq;
        events.push(event);
      },
      error: reject,
      complete: resolve,
    });
  }).finally(() => client.dispose());
  return {
    events,
    problems,
    get connections() {
      return connections;
    },
    done,
    cut: () => client.terminate(),
    stop: () => unsubscribe(),
  };
}

/** The lines of a stream as the download prints them. */
export function linesOf(events: readonly StreamEvent[]): string[] {
  return events.flatMap((event) => event.chunks ?? []).flatMap((chunk) => chunk.text.split('\n'));
}
