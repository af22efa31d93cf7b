/** Asked when an answer says that nobody is signed in; resolves when somebody is again. */
export type WaitForSignIn = (signal?: AbortSignal | null) => Promise<void>;

/** A server that never lets the person in who it says is signed in must not be asked for ever. */
const maxTries = 4;

/**
 * A session that ends in the middle of something costs nothing: the request waits for the next sign-in and is sent
 * again. What was filled in stays filled in, and a start carries its idempotency key.
 */
export const patientFetch =
  (waitForSignIn: WaitForSignIn): typeof fetch =>
  async (input, init) => {
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(input, init);
      if (tries === maxTries || !(await saysSignedOut(response))) return response;
      await waitForSignIn(init?.signal);
    }
  };

/** Also beside data: a code of the server is not escaped, as a script's output that looks like one would be. */
const saysSignedOut = async (response: Response): Promise<boolean> =>
  response.status === 401 || (await response.clone().text()).includes('"code":"UNAUTHENTICATED"');
