import { createEffect, on } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Run } from '../../live/run-fold.ts';
import type { LogDocument, SectionView } from './log-document.ts';

/** A finished step stays open this long, so that its last line can be read. */
const lingerMs = 600;
/** A log this short is shown whole. */
const shortLog = 100;

export interface OpenSections {
  isOpen(section: SectionView): boolean;
  toggle(section: SectionView): void;
  open(section: SectionView): void;
}

/**
 * Which sections show their lines. The reader's choice always wins. Otherwise: of a running run the last one, of a
 * failed run the failed step, of a finished run none, unless the whole log is short.
 */
export const createOpenSections = (
  document: LogDocument,
  run: () => Run,
  lines: () => number,
  following: () => boolean,
): OpenSections => {
  const [chosen, setChosen] = createStore<Record<string, boolean | undefined>>({});
  const isLast = (section: SectionView): boolean => document.blocks().at(-1) === section;
  const byDefault = (section: SectionView): boolean => {
    if (!run().finished) return isLast(section) || lines() <= shortLog;
    const failed = run().steps.find((step) => step.state === 'FAILURE');
    if (failed) return section.block.step === failed.position;
    return lines() <= shortLog || (run().state !== 'SUCCESS' && isLast(section));
  };

  createEffect(
    on(document.blocks, (blocks, before) => {
      const previous = before?.at(-1);
      if (run().finished || previous?.kind !== 'section' || blocks.at(-1) === previous || !blocks.includes(previous))
        return;
      const key = keyOf(previous);
      if (chosen[key] !== undefined) return;
      setChosen(key, true);
      setTimeout(() => following() && setChosen(key, undefined), lingerMs);
    }),
  );
  createEffect(
    on(
      () => run().finished,
      (finished, before) => {
        const last = document.blocks().at(-1);
        if (finished && before === false && last?.kind === 'section') setChosen(keyOf(last), (held) => held ?? true);
      },
    ),
  );

  const isOpen = (section: SectionView): boolean => chosen[keyOf(section)] ?? byDefault(section);
  return {
    isOpen,
    toggle: (section) => setChosen(keyOf(section), !isOpen(section)),
    open: (section) => setChosen(keyOf(section), true),
  };
};

/** By step: what is open stays open when the log is drawn again and its sections begin elsewhere. */
const keyOf = (section: SectionView): string => String(section.block.step);
