import { useNavigate } from '@solidjs/router';
import { useClient } from '@urql/solid';
import { createContext, createSignal, type ParentProps, Show, useContext } from 'solid-js';
import type { StartableFieldsFragment } from '../../api/generated/graphql.ts';
import { announce } from '../../session/announce.ts';
import { StartDialog } from './StartDialog.tsx';
import { fieldsOf } from './schema-fields.ts';
import { type Parameters, retryDeployment, type StartOutcome, startDeployment, whyNot } from './start.ts';

export interface Intention {
  service: StartableFieldsFragment;
  /** Parameters of an earlier run, to begin with. */
  earlier: Parameters;
  /** Of the run this one repeats; asks before starting. */
  repeats: number | null;
  idempotencyKey: string;
}

export interface Starter {
  /** Starts at once, or opens the dialog where there is something to fill in or to confirm. */
  /** `earlier`: values to begin with, of the run `number` that is repeated, or (null) for a first start with them. */
  begin(service: StartableFieldsFragment, earlier?: { number: number | null; parameters: Parameters }): void;
  /** Name of the service that is being started right now. */
  starting(): string | null;
}

const StarterContext = createContext<Starter>();

export const useStarter = (): Starter => {
  const starter = useContext(StarterContext);
  if (!starter) throw new Error('No starter: Shell.tsx provides it.');
  return starter;
};

/** Every Deploy button of the application ends here, so that they cannot differ. */
export const StartProvider = (props: ParentProps) => {
  const client = useClient();
  const navigate = useNavigate();
  const [starting, setStarting] = createSignal<string | null>(null);
  const [asked, setAsked] = createSignal<{ intention: Intention; refusal: Refusal | null } | null>(null);

  const submit = async (intention: Intention, parameters: Parameters, note: string): Promise<void> => {
    if (starting()) return;
    setStarting(intention.service.name);
    const { name } = intention.service;
    const { idempotencyKey, earlier, repeats } = intention;
    const given = { parameters, note, idempotencyKey };
    const outcome =
      repeats === null
        ? await startDeployment(client, { ...given, service: name })
        : await retryDeployment(client, { ...given, id: String(repeats), earlier });
    setStarting(null);
    if (outcome.kind === 'refused') {
      // The key belongs to what was asked for then; a corrected form is a new intention.
      setAsked({ intention: { ...intention, idempotencyKey: crypto.randomUUID() }, refusal: outcome });
      return;
    }
    setAsked(null);
    announce(`${name} ${outcome.number} started`);
    navigate(`/deployments/${outcome.number}`);
  };

  const starter: Starter = {
    starting,
    begin(service, earlier) {
      if (whyNot(service) !== null || starting()) return;
      const intention: Intention = {
        service,
        earlier: earlier?.parameters ?? {},
        repeats: earlier?.number ?? null,
        idempotencyKey: crypto.randomUUID(),
      };
      const asks = service.confirm || earlier !== undefined || fieldsOf(service.parametersSchema).length > 0;
      if (asks) setAsked({ intention, refusal: null });
      else void submit(intention, {}, '');
    },
  };

  return (
    <StarterContext.Provider value={starter}>
      {props.children}
      <Show when={asked()}>
        {(ask) => (
          <StartDialog
            intention={ask().intention}
            refusal={ask().refusal}
            busy={starting() !== null}
            submit={(parameters, note) => void submit(ask().intention, parameters, note)}
            onClose={() => setAsked(null)}
          />
        )}
      </Show>
    </StarterContext.Provider>
  );
};

export type Refusal = Extract<StartOutcome, { kind: 'refused' }>;
