import { A } from '@solidjs/router';
import { createEffect, createSignal, For, Show } from 'solid-js';
import { Ago } from '../../components/Ago.tsx';
import { duration, plural } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { ChangeRows } from './ChangeRows.tsx';
import { ConfirmDialog, EnvironmentLabel } from './ConfirmStart.tsx';
import { Fields } from './FieldInput.tsx';
import { mask, type Parameters } from './field-values.ts';
import type { FormState } from './form-state.ts';
import { idOf } from './hints.ts';
import { Preflight } from './Preflight.tsx';
import { useStarter } from './StartProvider.tsx';
import type { Field } from './schema-fields.ts';
import { subjectWords, whyNot } from './start.ts';
import './start.css';

/** Inputs on the left, what they change on the right, and the bar that starts. */
export const StartForm = (props: { form: FormState }) => {
  const starter = useStarter();
  const [confirming, setConfirming] = createSignal(false);
  let summary: HTMLDivElement | undefined;
  const { form } = props;
  const { service } = form;
  const busy = () => starter.starting() !== null;

  const start = async (): Promise<void> => {
    const checked = form.checked();
    if (!checked.ok) return;
    const parameters = form.fields.length > 0 ? checked.parameters : withoutSecrets(form.taken);
    form.refuse(null);
    const refusal = await starter.submit({ service, parameters, note: form.note().trim(), repeats: form.repeats });
    form.refuse(refusal);
    setConfirming(false);
    if (refusal) queueMicrotask(() => summary?.focus());
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    form.submitted();
    if (whyNot(service) !== null || busy()) return;
    if (!form.checked().ok) queueMicrotask(() => summary?.focus());
    else if (service.confirm) setConfirming(true);
    else void start();
  };

  return (
    <form class="page start-page" noValidate onSubmit={submit}>
      <Header form={form} />
      <Summary
        form={form}
        ref={(each) => {
          summary = each;
        }}
      />
      <div class="start-grid">
        <div class="start">
          <Groups form={form} />
          <Show when={form.fields.length === 0}>
            <Taken form={form} />
          </Show>
          <Note form={form} />
        </div>
        <Effects form={form} />
      </div>
      <ActionBar form={form} busy={busy()} />
      <Show when={confirming()}>
        <ConfirmDialog
          service={service}
          version={form.version()}
          lastGood={form.lastGood}
          changes={form.changes()}
          usualMs={service.estimate?.p50Ms ?? null}
          busy={busy()}
          start={() => void start()}
          onClose={() => setConfirming(false)}
        />
      </Show>
    </form>
  );
};

const Header = (props: { form: FormState }) => (
  <header class="ph">
    <A class="m rl ell" href={`/services/${props.form.service.name}`}>
      {props.form.service.name}
    </A>
    <span class="f">/</span>
    <h1 tabindex="-1">Deploy</h1>
    <EnvironmentLabel name={props.form.service.environment} />
    <span class="sp" />
    <Show when={props.form.service.estimate}>
      {(usual) => <span class="m sm hm">Usually takes {duration(usual().p50Ms)}</span>}
    </Show>
  </header>
);

/** What is wrong, at the top, with a link to each input. It takes the focus when it appears. */
const Summary = (props: { form: FormState; ref: (element: HTMLDivElement) => void }) => {
  const issues = () => props.form.summary();
  const isKnown = (key: string): boolean =>
    props.form.titleOf(key) !== key || document.getElementById(idOf(key)) !== null;
  const heading = () =>
    props.form.refusal()?.message ??
    (issues().length === 1 ? 'One input needs another look' : `${issues().length} inputs need another look`);
  return (
    <Show when={issues().length > 0 || props.form.refusal()}>
      <div class="summary" tabindex="-1" role="alert" ref={props.ref}>
        <Icon name="fail" class="fail" />
        <div>
          <p class="b">{heading()}</p>
          <ul>
            <For each={issues()}>
              {(issue) => (
                <li>
                  <Show when={isKnown(issue.key)} fallback={`${issue.key} ${issue.message}`}>
                    <a class="a" href={`#${idOf(issue.key)}`} onClick={(event) => focusField(event, issue.key)}>
                      {props.form.titleOf(issue.key)} {issue.message}
                    </a>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </div>
      </div>
    </Show>
  );
};

const focusField = (event: MouseEvent, key: string): void => {
  const field = document.getElementById(idOf(key));
  if (!field) return;
  event.preventDefault();
  field.closest('details')?.setAttribute('open', '');
  const input = field.matches('fieldset') ? field.querySelector<HTMLElement>('input') : field;
  input?.focus();
};

/** Fields without a group first, then each group under its name, what is advanced folded away. */
const Groups = (props: { form: FormState }) => {
  const plain = props.form.fields.filter((field) => !field.advanced);
  const advanced = props.form.fields.filter((field) => field.advanced);
  return (
    <>
      <For each={[...Map.groupBy(plain, (field) => field.group)]}>
        {([group, fields]) => <Group name={group} fields={fields} form={props.form} />}
      </For>
      <Show when={advanced.length > 0}>
        <Advanced fields={advanced} form={props.form} />
      </Show>
    </>
  );
};

/** Opens where an input inside needs another look, and is closed by nobody but the reader. */
const Advanced = (props: { fields: Field[]; form: FormState }) => {
  let box: HTMLDetailsElement | undefined;
  const hasIssue = () => props.fields.some((field) => props.form.issueOf(field.path.join('.')) !== undefined);
  createEffect(() => {
    if (hasIssue() && box) box.open = true;
  });
  return (
    <details
      class="advanced"
      ref={(each) => {
        box = each;
      }}
    >
      <summary>
        Advanced <span class="m">{props.fields.length} with defaults</span>
      </summary>
      <div class="start">
        <Fields fields={props.fields} form={props.form} />
      </div>
    </details>
  );
};

const Group = (props: { name: string; fields: Field[]; form: FormState }) => (
  <Show when={props.name} fallback={<Fields fields={props.fields} form={props.form} />}>
    <section class="start group" aria-label={props.name}>
      <h2>{props.name}</h2>
      <Fields fields={props.fields} form={props.form} />
    </section>
  </Show>
);

const Note = (props: { form: FormState }) => (
  <div class="fd">
    <label for="start-note">
      Note <span class="m">optional</span>
    </label>
    <span class="inp">
      <input
        id="start-note"
        maxlength="200"
        autocomplete="off"
        value={props.form.note()}
        onInput={(event) => props.form.setNote(event.currentTarget.value)}
      />
    </span>
  </div>
);

const Effects = (props: { form: FormState }) => (
  <aside aria-label="What this start does">
    <h2 class="sec">
      What changes{' '}
      <span class="m">
        <Show when={props.form.lastGood} fallback="nothing has gone well yet to compare with">
          {(good) => (
            <>
              since #{good().number}
              <Show when={good().finishedAt}>
                {(at) => (
                  <>
                    , <Ago at={at()} />
                  </>
                )}
              </Show>
            </>
          )}
        </Show>
      </span>
    </h2>
    <ChangeRows changes={props.form.changes()} />
    <Show when={props.form.service.plannedSteps.length > 0}>
      <h2 class="sec">
        What runs <span class="m">{plural(props.form.service.plannedSteps.length, 'step')}</span>
      </h2>
      <p class="m">{props.form.service.plannedSteps.join(', ')}</p>
    </Show>
    <Preflight service={props.form.service} />
  </aside>
);

const ActionBar = (props: { form: FormState; busy: boolean }) => (
  <div class="start-bar">
    <Show when={props.form.fields.length > 0}>
      <Show
        when={props.form.filled()}
        fallback={
          <Show when={props.form.filledFrom}>
            {(run) => (
              <button type="button" class="btn q" onClick={() => props.form.useEarlier()}>
                Use values of #{run().number}
              </button>
            )}
          </Show>
        }
      >
        <span class="m sm hm">Values of #{props.form.filled()} filled in</span>
        <button type="button" class="btn q" onClick={() => props.form.useDefaults()}>
          Reset to defaults
        </button>
      </Show>
    </Show>
    <span class="sp hm" />
    <A class="btn hm" href={`/services/${props.form.service.name}`}>
      Cancel
    </A>
    <button
      type="submit"
      class="btn p"
      aria-disabled={props.busy || whyNot(props.form.service) !== null}
      title={whyNot(props.form.service) ?? undefined}
    >
      {props.busy ? 'Starting…' : `Deploy ${subjectWords(props.form.service, props.form.version())}`}
    </button>
  </div>
);

/** What a service without a schema is started with: the values of an earlier run, and those of a link over them. */
const Taken = (props: { form: FormState }) => (
  <Show when={Object.keys(withoutSecrets(props.form.taken)).length > 0}>
    <section aria-labelledby="taken">
      <h2 class="sec" id="taken">
        Parameters <span class="m">{origins(props.form)}</span>
      </h2>
      <dl class="kv">
        <For each={Object.entries(withoutSecrets(props.form.taken))}>
          {([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </>
          )}
        </For>
      </dl>
    </section>
  </Show>
);

/** `of #407, version from the link` */
const origins = ({ filled, given, taken }: FormState): string =>
  [
    ...(Object.keys(withoutSecrets(taken)).some((name) => !given.includes(name)) ? [`of #${filled()}`] : []),
    ...(given.length === 0 ? [] : [`${given.join(', ')} from the link`]),
  ].join(', ');

/** The server answers "***" for a secret; sending that back would make it the value. */
const withoutSecrets = (parameters: Parameters): Parameters =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== mask));
