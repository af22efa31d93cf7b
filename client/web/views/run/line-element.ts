import type { AnsiReader, Span } from '../../live/ansi.ts';
import type { LogLine } from '../../live/log-model.ts';

/** Characters; what is longer is cut off by CSS until somebody asks for it. The text is there all the same. */
const longLine = 4_096;

/**
 * One line as one element; `textContent` of it is exactly the stored text. Number and time are drawn by CSS from the
 * data attributes, so that they are never selected, copied or found. Script output only ever becomes text nodes.
 */
export const lineElement = (line: LogLine, reader: AnsiReader, time: string): HTMLElement => {
  const element = document.createElement('div');
  element.className =
    line.stream === 'STDERR' ? 'l s' : line.stream === 'EVENT' ? 'l ev' : line.stream === 'SYSTEM' ? 'l sy' : 'l';
  element.id = `L${line.n}`;
  element.dataset.n = String(line.n);
  element.dataset.t = time;
  if (line.continued) element.dataset.continued = '';
  if (line.text.length > longLine) element.classList.add('long');
  element.append(lineContent(line.text, reader));
  return element;
};

/** A button that shows the rest of a very long line; LogView.tsx listens for it. Null for ordinary lines. */
export const restButton = (line: LogLine): HTMLElement | null => {
  if (line.text.length <= longLine) return null;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'fo rest';
  button.textContent = `Show the whole line, ${Math.ceil(line.text.length / 1_024)} KiB`;
  return button;
};

/** The text of a line in its colours. */
export const lineContent = (text: string, reader: AnsiReader): HTMLElement => {
  const content = document.createElement('span');
  for (const span of reader.read(text)) content.append(spanNode(span));
  return content;
};

/** The mark between two lines that stand far apart in time. */
export const silenceElement = (seconds: number): HTMLElement => {
  const element = document.createElement('div');
  element.className = 'gp';
  element.textContent = `${seconds} s without output`;
  return element;
};

const spanNode = (span: Span): Node => {
  if (!span.hidden && span.classes.length === 0) return document.createTextNode(span.text);
  const element = document.createElement('i');
  element.className = span.hidden ? 'esc' : span.classes.join(' ');
  if (span.color) element.style.setProperty('--fg', span.color);
  if (span.background) element.style.setProperty('--bg-own', span.background);
  element.textContent = span.text;
  return element;
};
