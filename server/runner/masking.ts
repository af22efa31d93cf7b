const mask = Buffer.from('***');

/**
 * Replaces secrets in one stream by `***`, also when a secret is spread over several writes. Bytes at the end that
 * may be the start of a secret are held back until the next write or the end: never more than the longest secret.
 */
export class Masker {
  readonly #secrets: readonly Buffer[];
  #held: Buffer = Buffer.alloc(0);
  /** How many of the held bytes belong to a secret whose mask has been written already. */
  #heldMasked = 0;

  constructor(secrets: readonly Buffer[]) {
    this.#secrets = secrets.filter((secret) => secret.length > 0);
  }

  /** The bytes that may be shown now. */
  push(bytes: Buffer): Buffer {
    const text = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    return this.#release(text, this.#startOfPossibleSecret(text));
  }

  /** What was held back, when the stream has ended. */
  end(): Buffer {
    return this.#release(this.#held, this.#held.length);
  }

  #release(text: Buffer, end: number): Buffer {
    const shown: Buffer[] = [];
    let position = 0;
    let heldMasked = 0;
    for (const [from, to] of this.#masked(text)) {
      const isShown = from === 0 && this.#heldMasked > 0;
      if (from >= end && !isShown) break;
      shown.push(text.subarray(position, from));
      if (!isShown) shown.push(mask);
      position = Math.min(to, end);
      heldMasked = Math.max(0, to - end);
    }
    if (position < end) shown.push(text.subarray(position, end));
    this.#held = Buffer.from(text.subarray(end));
    this.#heldMasked = heldMasked;
    return shown.length === 1 ? (shown[0] ?? mask) : Buffer.concat(shown);
  }

  /** Where secrets stand in the text, in order; overlapping ones are one range. */
  #masked(text: Buffer): [number, number][] {
    const found: [number, number][] = this.#heldMasked > 0 ? [[0, this.#heldMasked]] : [];
    for (const secret of this.#secrets) {
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
        found.push([at, at + secret.length]);
    }
    found.sort((a, b) => a[0] - b[0]);

    const merged: [number, number][] = [];
    for (const range of found) {
      const last = merged.at(-1);
      if (last && range[0] < last[1]) last[1] = Math.max(last[1], range[1]);
      else merged.push(range);
    }
    return merged;
  }

  #startOfPossibleSecret(text: Buffer): number {
    let start = text.length;
    for (const secret of this.#secrets) {
      const first = secret[0] ?? 0;
      const earliest = Math.max(0, text.length - secret.length + 1);
      for (let at = text.indexOf(first, earliest); at >= 0 && at < start; at = text.indexOf(first, at + 1)) {
        if (text.compare(secret, 0, text.length - at, at) === 0) start = at;
      }
    }
    return start;
  }
}
