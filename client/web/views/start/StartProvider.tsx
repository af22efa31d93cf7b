import { useNavigate } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createContext, createSignal, lazy, Match, type ParentProps, Switch, useContext } from 'solid-js';
import type { InProgressFieldsFragment, StartableFieldsFragment } from '../../api/generated/graphql.ts';
import { OnDemand } from '../../components/OnDemand.tsx';
import { announce } from '../../session/announce.ts';
import { mask, type Parameters } from './field-values.ts';
import { type StartOutcome, type StartRequest, sendStart, whyNot } from './start.ts';

const ConfirmStart = lazy(() => import('./ConfirmStart.tsx').then((m) => ({ default: m.ConfirmStart })));
const BusyDialog = lazy(() => import('./BusyDialog.tsx').then((m) => ({ default: m.BusyDialog })));
const RefusedDialog = lazy(() => import('./BusyDialog.tsx').then((m) => ({ default: m.RefusedDialog })));

export type Intention = Omit<StartRequest, 'idempotencyKey' | 'queue'>;
export type Refusal = Extract<StartOutcome, { kind: 'refused' }>;

export interface Starter {
  /**
   * Starts at once, or asks first where there is something to fill in or to confirm.
   * `earlier`: values to begin with, of the run `number` that is repeated, or (null) for a first start with them.
   */
  begin(service: StartableFieldsFragment, earlier?: { number: number | null; parameters: Parameters }): void;
  /** Starts what a form says; opens the run, asks when the service is busy, or answers why it was refused. */
  submit(intention: Intention): Promise<Refusal | null>;
  /** Name of the service that is being started right now. */
  starting(): string | null;
}

const StarterContext = createContext<Starter>();

export const useStarter = (): Starter => {
  const starter = useContext(StarterContext);
  if (!starter) throw new Error('No starter: Shell.tsx provides it.');
  return starter;
};

type Asked =
  | { kind: 'confirm'; service: StartableFieldsFragment }
  | { kind: 'busy'; intention: Intention; deployment: InProgressFieldsFragment }
  | { kind: 'refused'; service: StartableFieldsFragment; message: string };

const confirmed = (asked: Asked | null) => (asked?.kind === 'confirm' ? asked : null);
const busy = (asked: Asked | null) => (asked?.kind === 'busy' ? asked : null);
const refused = (asked: Asked | null) => (asked?.kind === 'refused' ? asked : null);

/** Every Deploy button of the application ends here, so that they cannot differ. */
export const StartProvider = (props: ParentProps) => {
  const [asked, setAsked] = createSignal<Asked | null>(null);
  const starter = createStarter(setAsked);
  const startAtOnce = async (service: StartableFieldsFragment): Promise<void> => {
    const refusal = await starter.submit({ service, parameters: {}, note: '', repeats: null });
    if (refusal) setAsked({ kind: 'refused', service, message: refusal.message });
  };

  return (
    <StarterContext.Provider value={{ ...starter, begin: starter.begins(startAtOnce) }}>
      {props.children}
      <OnDemand onClose={() => setAsked(null)}>
        <Switch>
          <Match when={confirmed(asked())}>
            {(ask) => (
              <ConfirmStart
                service={ask().service}
                busy={starter.starting() !== null}
                start={() => void startAtOnce(ask().service)}
                onClose={() => setAsked(null)}
              />
            )}
          </Match>
          <Match when={busy(asked())}>
            {(ask) => (
              <BusyDialog
                service={ask().intention.service}
                deployment={ask().deployment}
                busy={starter.starting() !== null}
                queue={() => void starter.queue(ask().intention)}
                onClose={() => setAsked(null)}
              />
            )}
          </Match>
          <Match when={refused(asked())}>
            {(ask) => <RefusedDialog service={ask().service} message={ask().message} onClose={() => setAsked(null)} />}
          </Match>
        </Switch>
      </OnDemand>
    </StarterContext.Provider>
  );
};

const createStarter = (setAsked: (asked: Asked | null) => void) => {
  const client = useClient();
  const navigate = useNavigate();
  const [starting, setStarting] = createSignal<string | null>(null);
  const keys = createKeys();

  const send = async (intention: Intention, queue: boolean): Promise<Refusal | null> => {
    if (starting()) return null;
    const { service } = intention;
    setStarting(service.name);
    const outcome = await sendStart(client, { ...intention, queue, idempotencyKey: keys.of(intention) }).finally(() =>
      setStarting(null),
    );
    if (outcome.kind === 'refused') return outcome;
    if (outcome.kind === 'busy') {
      setAsked({ kind: 'busy', intention, deployment: outcome.deployment });
      return null;
    }
    keys.forget();
    setAsked(null);
    announce(`${service.name} ${outcome.number} started`);
    navigate(`/deployments/${outcome.number}`);
    return null;
  };

  return {
    starting,
    submit: (intention: Intention) => send(intention, false),
    async queue(intention: Intention): Promise<void> {
      const refusal = await send(intention, true);
      if (refusal) setAsked({ kind: 'refused', service: intention.service, message: refusal.message });
    },
    begins:
      (startAtOnce: (service: StartableFieldsFragment) => Promise<void>): Starter['begin'] =>
      (service, earlier) => {
        const reason = whyNot(service);
        if (reason !== null) announce(reason);
        if (reason !== null || starting()) return;
        const form = `/services/${service.name}/deploy`;
        if (earlier) navigate(`${form}?${addressOf(earlier)}`);
        else if (service.hasParameters) navigate(form);
        else if (service.confirm) setAsked({ kind: 'confirm', service });
        else void startAtOnce(service);
      },
  };
};

/** A form that begins with these values; secrets are shown as "***" everywhere and never in an address. */
const addressOf = ({ number, parameters }: { number: number | null; parameters: Parameters }): string => {
  if (number !== null) return `from=${number}`;
  const given = Object.entries(parameters).filter(([, value]) => value !== mask && typeof value !== 'object');
  return new URLSearchParams(given.map(([name, value]) => [`in.${name}`, String(value)])).toString();
};

/** The same wish has the same key until it is granted, also when an answer was lost; another wish has another one. */
const createKeys = () => {
  let last = { wish: '', key: '' };
  return {
    of({ service, parameters, note, repeats }: Intention): string {
      const wish = JSON.stringify([service.name, parameters, note, repeats?.number ?? null]);
      if (wish !== last.wish) last = { wish, key: randomKey() };
      return last.key;
    },
    forget(): void {
      last = { wish: '', key: '' };
    },
  };
};

/** Over plain http, which a trusted network may use, browsers have no crypto.randomUUID. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
