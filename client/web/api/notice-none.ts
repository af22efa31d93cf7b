import type { SubscriptionForwarder } from '@urql/core';

/** Long enough to go from one page to the next. */
const afterMs = 3_000;

/**
 * Tells when nothing on the page needs the socket any more. graphql-ws does not say so itself while it waits to try a
 * lost connection again.
 */
export const noticeNone = (forward: SubscriptionForwarder, onNone: () => void): SubscriptionForwarder => {
  let open = 0;
  const close = (): void => {
    open -= 1;
    setTimeout(() => open === 0 && onNone(), afterMs);
  };
  return (request, operation) => ({
    subscribe(sink) {
      const subscription = forward(request, operation).subscribe(sink);
      let isOpen = true;
      open += 1;
      return {
        unsubscribe() {
          subscription.unsubscribe();
          if (isOpen) close();
          isOpen = false;
        },
      };
    },
  });
};
