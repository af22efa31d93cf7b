import { For, type JSX, type ParentProps, Show } from 'solid-js';
import { LoadFailed } from '../../components/Panel.tsx';
import type { ListingState } from '../../live/listing.ts';
import { SettingsFrame } from '../shell/SettingsFrame.tsx';
import './settings.css';

interface SettingsPageProps {
  tab: string;
  state: ListingState;
  retry: () => void;
  actions?: JSX.Element;
}

/** A page of the settings whose data has to be read first. The frame stays while it is. */
export const SettingsPage = (props: ParentProps<SettingsPageProps>) => (
  <Show
    when={props.state.kind === 'failed' && props.state}
    fallback={
      <SettingsFrame tab={props.tab} actions={props.actions}>
        <Show when={props.state.kind === 'ready'} fallback={<Bones />}>
          {props.children}
        </Show>
      </SettingsFrame>
    }
  >
    {(failed) => (
      <LoadFailed
        message={failed().message}
        requestId={failed().requestId}
        code={failed().code}
        retry={() => props.retry()}
      />
    )}
  </Show>
);

const Bones = () => (
  <div class="skeleton" aria-busy="true">
    <For each={[0, 1, 2, 3]}>{() => <div class="bone" />}</For>
  </div>
);
