import { stripVTControlCharacters, styleText } from 'node:util';
import type { DeploymentEvent, DeploymentState, Step, StepState } from './documents.ts';
import { printDuration } from './duration.ts';

type Style = Parameters<typeof styleText>[0];

const marks: Record<StepState, { mark: string; style: Style }> = {
  PENDING: { mark: '·', style: 'dim' },
  RUNNING: { mark: '▸', style: 'cyan' },
  SUCCESS: { mark: '✓', style: 'green' },
  WARNING: { mark: '!', style: 'yellow' },
  FAILURE: { mark: '✗', style: 'red' },
  SKIPPED: { mark: '-', style: 'dim' },
  CANCELED: { mark: '○', style: 'yellow' },
};

/** One change as one line: `12:00:03 ✓ Build (4.2s) message`; null for what is no news. */
export function describeEvent(event: DeploymentEvent): string | null {
  if (event.__typename === 'LogAppended') return null;
  const time = new Date(event.at).toLocaleTimeString('en-GB');
  if (event.__typename === 'DeploymentStateChanged') return `${time} ${describeState(event)}`;
  return event.step.state === 'PENDING' ? null : `${time} ${describeStep(event.step, event.step.durationMs)}`;
}

/** A step without its time: `✓ Build (4.2s) message`. */
export function describeStep({ name, state, message }: Step, durationMs: number | null): string {
  const { mark, style } = marks[state];
  const duration = durationMs === null ? '' : ` (${printDuration(durationMs)})`;
  const text = oneLine(message);
  return `${paint(style, mark)} ${oneLine(name)}${duration}${text === '' ? '' : ` ${text}`}`;
}

type StateFacts = {
  state: DeploymentState;
  reason: string | null;
  startedAt: string | null;
  finishedAt: string | null;
};

/** `FAILURE (12.3s) reason`. */
export function describeState({ state, reason, startedAt, finishedAt }: StateFacts): string {
  const ms = startedAt === null || finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  const duration = ms === null ? '' : ` (${printDuration(ms)})`;
  return `${paint(stateStyle(state), state)}${duration}${reason === null ? '' : ` ${oneLine(reason)}`}`;
}

function stateStyle(state: DeploymentState): Style {
  if (state === 'SUCCESS') return 'green';
  if (state === 'FAILURE' || state === 'TIMED_OUT' || state === 'LOST') return 'red';
  return state === 'QUEUED' || state === 'RUNNING' ? 'cyan' : 'yellow';
}

/** Colour where standard error is a terminal and NO_COLOR is not set. */
const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stderr });

/** A script's words must not move the cursor of whoever follows it. */
const oneLine = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
