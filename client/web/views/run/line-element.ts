import type { AnsiReader, Span } from '../../live/ansi.ts';
import { messagePlace } from '../../live/event-line.ts';
import { splitLinks } from '../../live/links.ts';
import type { LogLine } from '../../live/log-model.ts';

/** Characters; what is longer is cut off by CSS until somebody asks for it. The text is there all the same. */
const longLine = 4_096;

/**
 * One line as one element; `textContent` of it is exactly the stored text. Number and time are drawn by CSS from the
 * data attributes, so that they are never selected, copied or found. Script output only ever becomes text nodes.
 */
export const lineElement = (line: LogLine, reader: AnsiReader, time: string): HTMLElement => {
  const element = document.createElement('div');
  element.className = `l${streamClass[line.stream]}`;
  element.id = `L${line.n}`;
  element.setAttribute('data-n', String(line.n));
  element.setAttribute('data-t', time);
  if (line.stream === 'STDERR') element.title = 'stderr';
  if (line.continued) element.dataset.continued = '';
  if (line.text.length > longLine) element.classList.add('long');
  element.appendChild(line.stream === 'EVENT' ? eventContent(line.text) : lineContent(line.text, reader));
  return element;
};

const streamClass = { STDOUT: '', STDERR: ' s', EVENT: ' ev', SYSTEM: ' sy' } as const;

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
  const spans = reader.read(text);
  // Nearly every line is one text: there may be ten thousand to draw.
  if (spans.length === 1 && isOneText(spans[0])) content.textContent = text;
  else for (const span of spans) content.append(...spanNodes(span));
  return content;
};

/** Of a step event its message is what people read; the JSON around it stays in the text, out of sight. */
const eventContent = (text: string): HTMLElement => {
  const content = document.createElement('span');
  const place = messagePlace(text);
  if (!place) content.append(text);
  else content.append(json(text.slice(0, place.from)), text.slice(place.from, place.to), json(text.slice(place.to)));
  return content;
};

const json = (text: string): HTMLElement => {
  const element = document.createElement('i');
  element.className = 'json';
  element.textContent = text;
  return element;
};

/** The mark between two lines that stand far apart in time. */
export const silenceElement = (seconds: number): HTMLElement => {
  const element = document.createElement('div');
  element.className = 'gp';
  element.textContent = `${seconds} s without output`;
  return element;
};

const isOneText = (span: Span | undefined): boolean =>
  span !== undefined && !span.hidden && span.classes.length === 0 && !span.href && !span.text.includes('://');

const spanNodes = (span: Span): Node[] => {
  if (span.hidden) return [painted(span, span.text)];
  const parts = span.href ? [{ text: span.text, href: span.href }] : splitLinks(span.text);
  return parts.map(({ text, href }) => {
    const node = span.classes.length === 0 ? document.createTextNode(text) : painted(span, text);
    return href === null ? node : linkAround(node, href);
  });
};

const painted = (span: Span, text: string): HTMLElement => {
  const element = document.createElement('i');
  element.className = span.hidden ? 'esc' : span.classes.join(' ');
  if (span.color) element.style.setProperty('--fg', span.color);
  if (span.background) element.style.setProperty('--bg-own', span.background);
  element.textContent = text;
  return element;
};

const linkAround = (node: Node, href: string): HTMLElement => {
  const link = document.createElement('a');
  link.className = 'web';
  link.href = href;
  link.rel = 'noopener noreferrer';
  link.target = '_blank';
  link.append(node);
  return link;
};
