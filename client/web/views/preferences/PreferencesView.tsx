import { A } from '@solidjs/router';
import { For, Show } from 'solid-js';
import { useSession } from '../../session/session.ts';
import { SettingsFrame } from '../shell/SettingsFrame.tsx';
import { type Choice, groups } from './choices.ts';
import { Notifications } from './Notifications.tsx';
import './preferences.css';

/** `/settings/preferences`: kept in this browser, effective at once. */
export const PreferencesView = () => (
  <SettingsFrame tab="Preferences">
    <p class="m prefs-note">Kept in this browser and effective at once.</p>
    <div class="prefs">
      <For each={groups}>
        {(group) => (
          <section aria-label={group.title}>
            <h2>{group.title}</h2>
            <For each={group.choices}>{(choice) => <Choose choice={choice} />}</For>
          </section>
        )}
      </For>
      <Notifications />
      <Account />
    </div>
  </SettingsFrame>
);

/** On phones the only place with it. */
const Account = () => {
  const session = useSession();
  return (
    <section aria-label="Account">
      <h2>Account</h2>
      <div class="x w">
        <span>
          Signed in as <span class="b">{session.viewer()?.user?.name}</span>
          <Show when={session.viewer()?.role}>{(role) => <span class="m">, role {role()}</span>}</Show>
        </span>
        <A class="btn" href="/settings/account">
          Password and sessions
        </A>
        <button type="button" class="btn" onClick={() => void session.signOut()}>
          Sign out
        </button>
      </div>
    </section>
  );
};

const Choose = (props: { choice: Choice }) => (
  <fieldset>
    <legend>{props.choice.name}</legend>
    <div class="rc">
      <For each={props.choice.options}>
        {(option) => (
          <label>
            <input
              type="radio"
              name={props.choice.name}
              value={option.key}
              checked={props.choice.value() === option.key}
              onChange={() => props.choice.choose(option.key)}
            />
            {option.word}
          </label>
        )}
      </For>
    </div>
    <Show when={props.choice.hint}>
      <p class="m sm">{props.choice.hint}</p>
    </Show>
  </fieldset>
);
