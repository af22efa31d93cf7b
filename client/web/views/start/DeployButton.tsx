import type { StartableFieldsFragment } from '../../api/generated/graphql.ts';
import { Icon } from '../../components/Icon.tsx';
import { useStarter } from './StartProvider.tsx';
import { whyNot } from './start.ts';

interface DeployButtonProps {
  service: StartableFieldsFragment;
  /** In a table; on phones only an icon. */
  compact?: boolean;
  /** Says what it deploys. */
  named?: boolean;
}

/** Says "Starting…" in the frame of the click. */
export const DeployButton = (props: DeployButtonProps) => {
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
        {starting() ? 'Starting…' : props.named ? `Deploy ${props.service.name}` : 'Deploy'}
        {props.compact ? <span class="sr"> {props.service.name}</span> : null}
      </span>
      {props.compact || props.named ? null : <kbd>D</kbd>}
    </button>
  );
};
