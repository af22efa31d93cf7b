import { RefusedToStart } from '../errors.ts';

/** A start that cannot go on until the operator changes something: the message says what, and is shown without a stack. */
export class StartRefused extends RefusedToStart {
  override name = 'StartRefused';
}
