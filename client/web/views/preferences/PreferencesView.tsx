import { For, Show } from 'solid-js';
import { SettingsFrame } from '../shell/SettingsFrame.tsx';
import { type Choice, groups } from './choices.ts';
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
    </div>
  </SettingsFrame>
);

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
