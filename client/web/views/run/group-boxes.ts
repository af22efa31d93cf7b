import { duration } from '../../components/format.ts';
import { isErrorText } from '../../live/error-lines.ts';
import { deepestGroup, type GroupMark } from '../../live/log-groups.ts';
import type { LogLine } from '../../live/log-model.ts';
import type { Chunks } from './chunks.ts';

type Mark<Kind> = Extract<GroupMark, { kind: Kind }>;

interface OpenGroup {
  mark: Mark<'start'>;
  startedAt: number;
  element: HTMLDetailsElement;
  lines: number;
  hasError: boolean;
}

/**
 * Puts lines into chunks, and those of a group that the script marked into a `<details>`, whose summary is the marked
 * line. A group is open while it grows; at its end it closes unless it holds an error. Find-in-page opens it again.
 */
export const createGroupBoxes = (chunks: Chunks) => {
  let body: HTMLElement | undefined;
  let open: OpenGroup[] = [];

  const close = (group: OpenGroup, at: number, atMs: number | null): void => {
    const tookMs = atMs !== null && group.mark.atMs !== null ? atMs - group.mark.atMs : at - group.startedAt;
    describe(group, tookMs);
    if (!group.hasError && !group.element.dataset.touched) group.element.open = false;
  };
  /** Closes the group `index` and what is in it. */
  const closeFrom = (index: number, at: number, atMs: number | null = null): void => {
    for (const group of open.slice(index).reverse()) close(group, at, atMs);
    open = open.slice(0, index);
  };
  const endGroup = (mark: Mark<'end'>, at: number): void => {
    const index = open.findLastIndex(({ mark: { family, name } }) => family === mark.family && name === mark.name);
    if (index !== -1) closeFrom(index, at, mark.atMs);
  };
  const begin = (mark: Mark<'start'>, line: LogLine, element: HTMLElement, into: HTMLElement): void => {
    if (mark.family !== 'gitlab') {
      const same = open.findIndex((group) => group.mark.family === mark.family);
      if (same !== -1) closeFrom(same, line.at);
    }
    if (open.length >= deepestGroup) {
      chunks.open(inner(into)).append(element);
      return;
    }
    hideMarker(element);
    const details = document.createElement('details');
    details.className = 'grp';
    details.open = true;
    const summary = document.createElement('summary');
    summary.append(element);
    summary.addEventListener('click', () => {
      details.dataset.touched = '';
    });
    const box = document.createElement('div');
    details.append(summary, box);
    inner(into).append(details);
    open.push({ mark, startedAt: line.at, element: details, lines: 0, hasError: false });
  };
  const inner = (into: HTMLElement): HTMLElement => {
    const box = open.at(-1)?.element.lastElementChild;
    return box instanceof HTMLElement ? box : into;
  };

  return {
    /** `mark`: what the line says about the log, if anything. `extra` stands with the line. */
    put(into: HTMLElement, line: LogLine, element: HTMLElement, mark: GroupMark | null, extra: Extra): void {
      if (body !== into) open = [];
      body = into;
      if (extra.before) chunks.open(inner(into)).append(extra.before);
      if (mark?.kind === 'start') {
        begin(mark, line, element, into);
        return;
      }
      if (mark?.kind === 'heading') element.classList.add('hd');
      const text = line.stream === 'EVENT' ? '' : line.text;
      for (const group of open) {
        group.lines += 1;
        group.hasError ||= isErrorText(text);
      }
      const chunk = chunks.open(inner(into));
      chunk.appendChild(element);
      if (extra.after) chunk.append(extra.after);
      if (mark?.kind !== 'end') return;
      element.classList.add('end');
      endGroup(mark, line.at);
    },
  };
};

interface Extra {
  before: HTMLElement | null;
  after: HTMLElement | null;
}

const describe = (group: OpenGroup, tookMs: number): void => {
  const element = document.createElement('small');
  element.textContent = duration(Math.max(tookMs, 0));
  group.element.querySelector('summary')?.append(element);
};

/** `::group::` is for machines; people read what follows it. */
const hideMarker = (line: HTMLElement): void => {
  const text = line.firstElementChild?.firstChild;
  const marker = text instanceof Text ? /^(?:::group::|##\[group\])/.exec(text.data)?.[0] : undefined;
  if (!(text instanceof Text) || marker === undefined) return;
  const hidden = document.createElement('i');
  hidden.className = 'esc';
  text.splitText(marker.length);
  text.replaceWith(hidden);
  hidden.append(text);
};
