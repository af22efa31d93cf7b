import { createSignal, Show } from 'solid-js';
import { explanation } from '../../components/NotifyBell.tsx';
import { announce } from '../../session/announce.ts';
import { chime } from '../../session/chime.ts';
import { askPermission } from '../../session/notify.ts';
import { notifications, setNotifications, setSound, sound } from '../../session/preferences.ts';

/** The browser is asked when somebody turns them on, and never before. */
export const Notifications = () => {
  const [why, setWhy] = createSignal('');
  const turn = async (box: HTMLInputElement): Promise<void> => {
    const answer = box.checked ? await askPermission() : 'granted';
    setWhy(explanation[answer]);
    if (why()) announce(why());
    setNotifications(box.checked && answer === 'granted' ? 'on' : 'off');
    box.checked = notifications() === 'on';
  };
  return (
    <section aria-label="Notifications">
      <h2>Notifications</h2>
      <label class="sw">
        <input
          type="checkbox"
          role="switch"
          aria-checked={notifications() === 'on'}
          checked={notifications() === 'on'}
          onChange={(event) => void turn(event.currentTarget)}
        />
        Tell me when a run that is open in a tab ends while I look elsewhere
      </label>
      <label class="sw">
        <input
          type="checkbox"
          role="switch"
          aria-checked={sound() === 'on'}
          checked={sound() === 'on'}
          onChange={(event) => turnSound(event.currentTarget.checked)}
        />
        With a sound
      </label>
      <p class="m sm">Of a single run the bell on its page does the same.</p>
      <Show when={why()}>
        <p class="m sm">{why()}</p>
      </Show>
    </section>
  );
};

/** Turned on it is heard, so that nobody has to wait for a run to know it. */
const turnSound = (on: boolean): void => {
  setSound(on ? 'on' : 'off');
  if (on) chime(true);
};
