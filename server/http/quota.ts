/** Gives back what was taken; a second call does nothing. */
export type Release = () => void;

/** Counts what each holder has open, up to a limit. */
export class Quota {
  readonly #held = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Null when the holder has as many as anybody may have. */
  take(holder: string): Release | null {
    const held = this.#held.get(holder) ?? 0;
    if (held >= this.#limit) return null;
    this.#held.set(holder, held + 1);
    let isOpen = true;
    return () => {
      if (isOpen) this.#giveBack(holder);
      isOpen = false;
    };
  }

  #giveBack(holder: string): void {
    const held = (this.#held.get(holder) ?? 0) - 1;
    if (held > 0) this.#held.set(holder, held);
    else this.#held.delete(holder);
  }
}
