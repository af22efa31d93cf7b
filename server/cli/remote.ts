import { type DeploymentEvent, DeploymentEvents, type EventKind, SignOut, type TypedDocument } from './documents.ts';
import { CommandFailure, exitCodes } from './exit-codes.ts';
import { failureOf, type TopLevelError } from './graphql-failure.ts';
import { Patience, Unanswered } from './patience.ts';
import { subscribe } from './subscribe.ts';

export type RemoteOptions = {
  /** Asked anew at each attempt. */
  url: () => string;
  token: string;
  /** How long a server may be silent before we give up. */
  patienceMs: number;
  /** Tells a person what is going on. */
  tell: (message: string) => void;
  /** The token is a session made for this command. */
  signOutAtEnd?: boolean;
};

/** Answers that promise another one later: a proxy without its server, or a server that is stopping. */
const temporary = [429, 502, 503, 504];
const answerWithinMs = 30_000;

/** A server as its public API shows it. Whatever it is asked survives a restart of it. */
export class Remote implements AsyncDisposable {
  readonly #options: RemoteOptions;

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  /** Asks until there is an answer: only for what may be asked twice. Throws CommandFailure. */
  async request<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Data> {
    const patience = this.#patience();
    for (;;) {
      const url = this.#options.url();
      try {
        return await this.#ask(url, document, variables, signal);
      } catch (error) {
        await patience.afterFailure(error, url, signal);
      }
    }
  }

  /** Asks once: for what must not happen twice where only the answer was lost. Throws CommandFailure. */
  async requestOnce<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Data> {
    const url = this.#options.url();
    try {
      return await this.#ask(url, document, variables, signal);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const message = `${url} did not answer (${error.message}). Look whether it was done before you repeat it.`;
      throw new CommandFailure(exitCodes.unreachable, message);
    }
  }

  /** The deployment's events after `after`, each exactly once and in order, to the final state. Throws CommandFailure. */
  async *events(
    id: string,
    input: { kinds: EventKind[]; after?: number },
    signal: AbortSignal,
  ): AsyncGenerator<DeploymentEvent, void, void> {
    const patience = this.#patience();
    let after = input.after ?? 0;
    for (;;) {
      const url = this.#options.url();
      const server = { url, token: this.#options.token };
      const variables = { id, after, kinds: input.kinds };
      try {
        for await (const { deploymentEvents: event } of subscribe(server, DeploymentEvents, variables, signal)) {
          patience.answered();
          after = event.seq;
          yield event;
          if (event.__typename === 'DeploymentStateChanged' && event.finished) return;
        }
        throw new Unanswered('the stream ended early');
      } catch (error) {
        await patience.afterFailure(error, url, signal);
      }
    }
  }

  /** Asks for a plain text below the server's address; the body is read by the caller. */
  async download(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const patience = this.#patience();
    for (;;) {
      const url = this.#options.url();
      try {
        const { status, body } = await this.#fetch(`${url}${path}`, { headers: this.#headers(), signal }, signal);
        if (status === 200 && body !== null) return body;
        throw new CommandFailure(exitCodes.failure, `${url}${path} is answered with HTTP ${status}.`);
      } catch (error) {
        await patience.afterFailure(error, url, signal);
      }
    }
  }

  /** Ends the command's own session. One attempt: it also ends by itself, within hours. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#options.signOutAtEnd) return;
    const signal = AbortSignal.timeout(2_000);
    await this.#ask(this.#options.url(), SignOut, {}, signal).catch(() => undefined);
  }

  #patience(): Patience {
    return new Patience(this.#options.patienceMs, this.#options.tell);
  }

  #headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#options.token}` };
  }

  async #ask<Data, Variables>(
    url: string,
    { text: query }: TypedDocument<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Data> {
    const init = {
      method: 'POST',
      headers: { ...this.#headers(), 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    };
    const response = await this.#fetch(`${url}/graphql`, init, signal);
    const answer = await readAnswer<Data>(response);
    if (answer?.errors?.[0] !== undefined) throw failureOf(answer.errors[0]);
    if (answer?.data === undefined || answer.data === null)
      throw new CommandFailure(exitCodes.failure, `${url} does not answer like FastDeploy (HTTP ${response.status}).`);
    return answer.data;
  }

  async #fetch(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    try {
      const response = await fetch(url, init);
      if (temporary.includes(response.status)) throw new Unanswered(`HTTP ${response.status}`);
      return response;
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof Unanswered ? error : new Unanswered(reasonOf(error), { cause: error });
    }
  }
}

type Answer<Data> = { data?: Data | null; errors?: TopLevelError[] };

/** Null: that was no JSON, so not our API. */
async function readAnswer<Data>(response: Response): Promise<Answer<Data> | null> {
  const text = await response.text().catch((error: unknown) => {
    throw new Unanswered(reasonOf(error), { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `fetch` only says that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || ('code' in cause ? String(cause.code) : cause.name);
}
