/** Lines in one box that the browser may skip while it is off the screen. */
const linesPerChunk = 50;
/** Full chunks at the end of a growing log which may not be skipped yet: together higher than what the browser draws ahead. */
const chunksAtEnd = 3;

export interface Chunks {
  /** The box for the next line in `body`. */
  open(body: HTMLElement): HTMLElement;
  /** Lets the browser skip every full chunk. */
  settle(): void;
}

/**
 * The boxes of the lines of one log. A box that becomes skippable while it is on the screen is taken out of the layout
 * and put back at once, so the last ones of a growing log wait until they are far from its end.
 */
export const createChunks = (): Chunks => {
  const room = new WeakMap<Element, number>();
  const atEnd: Element[] = [];
  const settle = (remaining: number): void => {
    for (const chunk of atEnd.splice(0, Math.max(atEnd.length - remaining, 0))) chunk.classList.add('full');
  };

  return {
    open(body) {
      const last = body.lastElementChild;
      // How many lines it still takes; the browser would count its children each time.
      const left = last === null ? undefined : room.get(last);
      if (last instanceof HTMLElement && left !== undefined) {
        if (left > 0) {
          room.set(last, left - 1);
          return last;
        }
        atEnd.push(last);
        settle(chunksAtEnd);
      }
      const chunk = document.createElement('div');
      chunk.className = 'ch';
      room.set(chunk, linesPerChunk - 1);
      body.append(chunk);
      return chunk;
    },
    settle: () => settle(0),
  };
};
