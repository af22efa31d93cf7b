import { type Gap, gaps, type Log, type LogLine } from './log-model.ts';

/** Lines of one step that stand together, or a place where lines are not held. In order they are the whole log. */
export type LogBlock = SectionBlock | GapBlock;

export interface SectionBlock {
  kind: 'section';
  /** Null: written before the first step. */
  step: number | null;
  lines: LogLine[];
}

export interface GapBlock extends Gap {
  kind: 'gap';
}

/** Silence worth a mark between two lines. */
const silenceMs = 5_000;

/**
 * Cuts the log into blocks. A line outside every step belongs to the section before it, so that the last words of a
 * run stand under the step that caused them; a step that comes back later opens a section of its own.
 */
export const toBlocks = (log: Log): LogBlock[] => {
  const missing = gaps(log);
  const blocks: LogBlock[] = [];
  for (const line of log.lines) {
    const gap = missing[0];
    if (gap && gap.from < line.n) {
      blocks.push({ kind: 'gap', ...gap });
      missing.shift();
    }
    placeLine(blocks, line);
  }
  for (const gap of missing) blocks.push({ kind: 'gap', ...gap });
  return blocks;
};

/** Adds one line behind everything else; returns its section. */
export const placeLine = (blocks: LogBlock[], line: LogLine): SectionBlock => {
  const last = blocks.at(-1);
  if (last?.kind === 'section' && (line.step === null || line.step === last.step)) {
    last.lines.push(line);
    return last;
  }
  const step = line.step ?? lastStep(blocks);
  const section: SectionBlock = { kind: 'section', step, lines: [line] };
  blocks.push(section);
  return section;
};

/** Whole seconds without output before `line`, when they are worth saying. */
export const silenceBefore = (previous: LogLine | undefined, line: LogLine): number | null => {
  if (!previous || previous.n !== line.n - 1) return null;
  const silent = line.at - previous.at;
  return silent > silenceMs ? Math.round(silent / 1000) : null;
};

/** A section shows its event lines only when it has nothing else to show. */
export const hasText = (section: SectionBlock): boolean => section.lines.some((line) => line.stream !== 'EVENT');

const lastStep = (blocks: LogBlock[]): number | null =>
  blocks.findLast((block) => block.kind === 'section')?.step ?? null;
