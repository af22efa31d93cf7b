import Anser from 'anser';
import { safeAddress } from './links.ts';

/** A piece of one line with one look. The texts of all spans joined are exactly the line. */
export interface Span {
  text: string;
  /** Escape sequences and overwritten progress: part of the line, never shown. */
  hidden: boolean;
  /** Classes of log.css. */
  classes: string[];
  /** `rgb(…)` of colours outside the 16 of the theme. */
  color?: string;
  background?: string;
  /** Where an OSC 8 link leads; only http and https. */
  href?: string;
}

/** Reads the lines of one step in order and keeps colours that a line leaves switched on. */
export interface AnsiReader {
  read(line: string): Span[];
}

const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);
/** CSI, OSC (window titles, links) and two-character sequences. */
const escapeSequence = new RegExp(
  `${esc}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?|[@-Z\\\\^_])`,
  'g',
);
const colourNames = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const shownDecorations = new Set<string>(['bold', 'dim', 'italic', 'underline', 'strikethrough']);

export const createAnsiReader = (): AnsiReader => {
  const anser = new Anser();
  let look: Look = { classes: [] };
  return {
    read(line) {
      if (isPlain(line)) return [{ text: line, hidden: false, ...look }];
      const spans: Span[] = [];
      let from = 0;
      let link: Pick<Span, 'href'> = {};
      for (const match of line.matchAll(escapeSequence)) {
        if (match.index > from) spans.push({ text: line.slice(from, match.index), hidden: false, ...look, ...link });
        spans.push({ text: match[0], hidden: true, classes: [] });
        if (match[0].startsWith(`${esc}[`) && match[0].endsWith('m')) look = nextLook(anser, match[0].slice(2));
        if (match[0].startsWith(`${esc}]8;`)) link = linkOf(match[0]);
        from = match.index + match[0].length;
      }
      if (from < line.length) spans.push({ text: line.slice(from), hidden: false, ...look, ...link });
      return hideOverwritten(spans);
    },
  };
};

/** The line as a person reads it: without escape sequences and overwritten progress. */
export const visibleText = (line: string): string => {
  if (isPlain(line)) return line;
  const text = line.replace(escapeSequence, '').replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
};

/** `ESC ] 8 ; parameters ; address ST` opens a link; without an address it closes one. */
const linkOf = (sequence: string): Pick<Span, 'href'> => {
  const address = /^.\]8;[^;]*;(.*?)(?:.\\|.)$/su.exec(sequence)?.[1] ?? '';
  const href = safeAddress(address);
  return href === null ? {} : { href };
};

const isPlain = (line: string): boolean => !line.includes(esc) && !line.includes('\r');

type Look = Pick<Span, 'classes' | 'color' | 'background'>;

const nextLook = (anser: Anser, codes: string): Look => {
  const entry = anser.processChunkJson(codes, { json: true, use_classes: true }, true);
  const decorations: readonly string[] = entry.decorations;
  const reverse = decorations.includes('reverse');
  const look: Look = { classes: decorations.filter((name) => shownDecorations.has(name)) };
  paint(look, reverse ? 'bg' : 'fg', entry.fg, entry.fg_truecolor);
  paint(look, reverse ? 'fg' : 'bg', entry.bg, entry.bg_truecolor);
  if (reverse && !entry.fg && !entry.bg) look.classes.push('inverse');
  return look;
};

const paint = (look: Look, side: 'fg' | 'bg', name: string | null, truecolor: string | null): void => {
  if (!name) return;
  const index = colourIndex(name);
  if (index !== null && index < 16) {
    look.classes.push(`${side}-${index}`);
    return;
  }
  const rgb = index === null ? truecolor : paletteColour(index);
  if (!rgb) return;
  look.classes.push(`${side}-own`);
  if (side === 'fg') look.color = `rgb(${rgb})`;
  else look.background = `rgb(${rgb})`;
};

/** 0 to 255, or null for a true colour. */
const colourIndex = (name: string): number | null => {
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  if (palette) return Number(palette);
  const bright = name.startsWith('ansi-bright-');
  const index = colourNames.indexOf(name.replace(/^ansi-(bright-)?/, ''));
  return index === -1 ? null : index + (bright ? 8 : 0);
};

/** xterm's 6x6x6 cube and grey ramp. */
const paletteColour = (index: number): string => {
  if (index >= 232)
    return Array(3)
      .fill(8 + (index - 232) * 10)
      .join(', ');
  const cube = index - 16;
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6]
    .map((level) => (level === 0 ? 0 : 55 + level * 40))
    .join(', ');
};

/** A carriage return starts the line again: what stood before it is kept in the text and hidden. */
const hideOverwritten = (spans: Span[]): Span[] => {
  const visible = spans.map((span) => (span.hidden ? '' : span.text)).join('');
  const end = visible.replace(/\r+$/, '').length;
  const start = visible.lastIndexOf('\r', end - 1) + 1;
  let at = 0;
  return spans.flatMap((span) => {
    if (span.hidden) return [span];
    const from = Math.min(Math.max(start - at, 0), span.text.length);
    const to = Math.min(Math.max(end - at, from), span.text.length);
    at += span.text.length;
    return [
      { text: span.text.slice(0, from), hidden: true, classes: [] },
      { ...span, text: span.text.slice(from, to) },
      { text: span.text.slice(to), hidden: true, classes: [] },
    ].filter((piece) => piece.text !== '');
  });
};
