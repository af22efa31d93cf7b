import type { StartableFieldsFragment } from '../../api/generated/graphql.ts';
import { Icon } from '../../components/Icon.tsx';
import { useStarter } from './StartProvider.tsx';
import { whyNot } from './start.ts';

/** Says "Starting…" in the frame of the click. `compact`: in a table, on phones only an icon. */
export const DeployButton = (props: { service: StartableFieldsFragment; compact?: boolean }) => {
  const starter = useStarter();
  const starting = () => starter.starting() === props.service.name;
  return (
    <button
      type="button"
      class="btn deploy"
      classList={{ p: !props.compact, compact: props.compact }}
      aria-disabled={starting() || whyNot(props.service) !== null}
      title={whyNot(props.service) ?? undefined}
      onClick={() => starter.begin(props.service)}
    >
      <Icon name="deploy" class={props.compact ? 'om' : ''} />
      <span>
        {starting() ? 'Starting…' : 'Deploy'}
        {props.compact ? <span class="sr"> {props.service.name}</span> : null}
      </span>
      {props.compact ? null : <kbd>D</kbd>}
    </button>
  );
};
