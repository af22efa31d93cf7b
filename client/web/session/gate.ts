/** Where everything waits that only a signed-in person gets an answer to. */
export interface Gate {
  /** Resolves at the next sign-in; rejects with the signal's reason. */
  wait(signal?: AbortSignal | null): Promise<void>;
  open(): void;
}

export const createGate = (): Gate => {
  const waiting = new Set<() => void>();
  return {
    wait: (signal) =>
      new Promise((resolve, reject) => {
        const enter = (): void => {
          waiting.delete(enter);
          resolve();
        };
        waiting.add(enter);
        signal?.addEventListener('abort', () => {
          waiting.delete(enter);
          reject(signal.reason);
        });
      }),
    open() {
      for (const enter of [...waiting]) enter();
    },
  };
};
