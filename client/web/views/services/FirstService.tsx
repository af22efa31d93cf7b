import { useClient } from '@urql/solid';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import { explain } from '../../api/client.ts';
import {
  CreateDemoServiceDocument,
  type ServiceFieldsFragment,
  type UnregisteredFieldsFragment,
} from '../../api/generated/graphql.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { DeployButton } from '../start/DeployButton.tsx';
import { type FirstSteps, firstSteps } from './first-steps.ts';
import { Unregistered } from './Unregistered.tsx';

interface FirstServiceProps {
  services: ServiceFieldsFragment[];
  /** Null: the viewer may not register a service. */
  directory: string | null;
  unregistered: UnregisteredFieldsFragment | null;
  /** To the dashboard. */
  leave: () => void;
}

/** No service yet: how to make one. The directory is watched, so each step is ticked as soon as its file is there. */
export const FirstService = (props: FirstServiceProps) => {
  const state = () => firstSteps(props.services);
  const [failure, setFailure] = createSignal('');
  return (
    <div class="page">
      <div class="first">
        <h1 tabindex="-1">Register your first service</h1>
        <p class="m lead">
          A service is a directory with a description and a script. This page watches the disk and ticks each step by
          itself.
        </p>
        <Unregistered found={props.unregistered} open />
        <ol>
          <For each={stepsFor(props.directory ?? 'services', state().name)}>
            {(step, index) => <Step step={step} index={index()} state={state()} />}
          </For>
        </ol>
        <div class="or">
          <Switch>
            <Match when={state().done === 3 && state().service}>
              {(service) => (
                <>
                  <DeployButton service={service()} named />
                  <button type="button" class="btn q" onClick={() => props.leave()}>
                    To the services
                  </button>
                </>
              )}
            </Match>
            <Match when={props.directory !== null}>
              <DemoButton fail={setFailure} />
              <span class="m sm">
                Writes these three files for you, then offers Deploy. Remove them whenever you like.
              </span>
            </Match>
          </Switch>
        </div>
        <Show when={failure()}>
          <p class="x fail after" role="alert">
            <Icon name="fail" />
            {failure()}
          </p>
        </Show>
      </div>
    </div>
  );
};

const DemoButton = (props: { fail: (message: string) => void }) => {
  const client = useClient();
  const [busy, setBusy] = createSignal(false);
  const create = async (): Promise<void> => {
    if (busy()) return;
    setBusy(true);
    props.fail('');
    const { data, error } = await client.mutation(CreateDemoServiceDocument.toString(), {}).toPromise();
    setBusy(false);
    const result = data?.createDemoService;
    // What was created arrives like every other change on disk.
    if (result?.__typename === 'ConflictError') props.fail(result.message);
    if (error) props.fail(explain(error).message);
  };
  return (
    <button type="button" class="btn p" aria-disabled={busy()} onClick={() => void create()}>
      {busy() ? 'Creating…' : 'Create the demo service for me'}
    </button>
  );
};

interface StepText {
  title: string;
  found: string;
  waiting: string;
  later: string;
  command: string;
  what: string;
}

const Step = (props: { step: StepText; index: number; state: FirstSteps }) => {
  const status = (): 'done' | 'now' | 'later' => {
    if (props.index < props.state.done) return 'done';
    return props.index === props.state.done ? 'now' : 'later';
  };
  return (
    <li class="step" data-step={status()} aria-current={status() === 'now' ? 'step' : undefined}>
      <span class="nr" classList={{ ok: status() === 'done', run: status() === 'now', wait: status() === 'later' }}>
        <Icon
          name={status() === 'done' ? 'ok' : status() === 'now' ? 'run' : 'wait'}
          class={status() === 'now' ? 'spin' : ''}
        />
      </span>
      <div>
        <h2>
          {props.step.title}
          <Switch fallback={<span class="m">{props.step.later}</span>}>
            <Match when={status() === 'done'}>
              <span class="ok">{props.step.found}</span>
            </Match>
            <Match when={status() === 'now' && props.state.problem}>
              {(problem) => (
                <span class="warn">
                  {problem().message} {problem().hint}
                </span>
              )}
            </Match>
            <Match when={status() === 'now'}>
              <span class="run">{props.step.waiting}</span>
            </Match>
          </Switch>
        </h2>
        <div class="cp">
          <section class="cp-text" tabindex="0" aria-label={props.step.what}>
            <pre>{props.step.command}</pre>
          </section>
          <CopyButton text={() => props.step.command} what={props.step.what} />
        </div>
      </div>
    </li>
  );
};

const stepsFor = (directory: string, name: string): StepText[] => {
  const place = `${directory}/${name}`;
  return [
    {
      title: 'Create the directory',
      found: `Found services/${name}`,
      waiting: `Waiting for services/${name}`,
      later: '',
      command: `mkdir -p ${place}`,
      what: 'Command',
    },
    {
      title: 'Describe it',
      found: `Found services/${name}/config.json`,
      waiting: `Waiting for services/${name}/config.json`,
      later: 'Then config.json',
      command: `cat > ${place}/config.json << 'EOF'
{
  "description": "My first deploy",
  "steps": [{ "name": "say hello" }]
}
EOF`,
      what: 'config.json',
    },
    {
      title: 'Add the script',
      found: `Found services/${name}/deploy.sh`,
      waiting: `Waiting for services/${name}/deploy.sh, executable`,
      later: 'Then deploy.sh, executable',
      command: `cat > ${place}/deploy.sh << 'EOF'
#!/bin/sh
echo '{"name": "say hello", "state": "running"}'
echo "Hello from $(hostname)"
echo '{"name": "say hello", "state": "success"}'
EOF
chmod +x ${place}/deploy.sh`,
      what: 'deploy.sh',
    },
  ];
};
