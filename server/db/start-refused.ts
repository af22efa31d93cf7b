/** A start that cannot go on until the operator changes something: the message says what, and is shown without a stack. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}
