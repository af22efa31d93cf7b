import { createEffect, on } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Run } from '../../live/run-fold.ts';
import type { LogDocument, SectionView } from './log-document.ts';
import { keepChoices, readChoices } from './remembered.ts';

/** A finished step stays open this long, so that its last line can be read. */
const lingerMs = 600;
/** A log this short is shown whole. */
const shortLog = 100;

export interface OpenSections {
  isOpen(section: SectionView): boolean;
  toggle(section: SectionView): void;
  open(section: SectionView): void;
  /** Opens all, or closes all when all are open. */
  toggleAll(): void;
}

/**
 * Which sections show their lines. The reader's choice always wins and is remembered with the run. Otherwise: of a
 * running run the last one, of a failed run the failed step, of a finished run none, unless the whole log is short.
 */
export const createOpenSections = (
  document: LogDocument,
  run: () => Run,
  lines: () => number,
  following: () => boolean,
): OpenSections => {
  const [chosen, setChosen] = createStore<Record<string, boolean | undefined>>(readChoices(run().number));
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
  const choose = (section: SectionView, open: boolean): void => {
    setChosen(keyOf(section), open);
    keepChoices(run().number, chosen);
  };
  return {
    isOpen,
    toggle: (section) => choose(section, !isOpen(section)),
    open: (section) => setChosen(keyOf(section), true),
    toggleAll() {
      const all = document.blocks().filter((view) => view.kind === 'section');
      const open = !all.every(isOpen);
      for (const section of all) choose(section, open);
    },
  };
};

/** By step: what is open stays open when the log is drawn again and its sections begin elsewhere. */
const keyOf = (section: SectionView): string => String(section.block.step);
