import { For } from 'solid-js';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Icon } from '../../components/Icon.tsx';

const steps: { title: string; hint: string; command: string; what: string }[] = [
  {
    title: 'Create the directory',
    hint: 'In the services directory of the server',
    command: 'mkdir -p services/hello',
    what: 'Command',
  },
  {
    title: 'Describe it',
    hint: 'services/hello/config.json',
    command: `cat > services/hello/config.json << 'EOF'
{
  "description": "My first deploy",
  "steps": [{ "name": "say hello" }]
}
EOF`,
    what: 'config.json',
  },
  {
    title: 'Add the script',
    hint: 'services/hello/deploy.sh, executable',
    command: `cat > services/hello/deploy.sh << 'EOF'
#!/bin/sh
echo '{"name": "say hello", "state": "running"}'
echo "Hello from $(hostname)"
echo '{"name": "say hello", "state": "success"}'
EOF
chmod +x services/hello/deploy.sh`,
    what: 'deploy.sh',
  },
];

/** No service yet: how to make one. The directory is watched, so the page goes on by itself once it is there. */
export const FirstService = () => (
  <div class="page">
    <div class="first">
      <h1 tabindex="-1">Register your first service</h1>
      <p class="m lead">
        A service is a directory with a description and a script. This page watches the disk and goes on by itself.
      </p>
      <ol>
        <For each={steps}>
          {(step) => (
            <li class="step">
              <span class="nr wait">
                <Icon name="wait" />
              </span>
              <div>
                <h2>
                  {step.title} <span class="m">{step.hint}</span>
                </h2>
                <div class="cp">
                  <section class="cp-text" tabindex="0" aria-label={step.what}>
                    <pre>{step.command}</pre>
                  </section>
                  <CopyButton text={() => step.command} what={step.what} />
                </div>
              </div>
            </li>
          )}
        </For>
      </ol>
    </div>
  </div>
);
