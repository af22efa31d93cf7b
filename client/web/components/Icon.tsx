export type IconName =
  | 'arrow'
  | 'bell'
  | 'bottom'
  | 'cancel'
  | 'clock'
  | 'close'
  | 'copy'
  | 'deploy'
  | 'down'
  | 'download'
  | 'enter'
  | 'external'
  | 'eye'
  | 'fail'
  | 'grid'
  | 'key'
  | 'late'
  | 'layers'
  | 'leave'
  | 'left'
  | 'link'
  | 'list'
  | 'lock'
  | 'lost'
  | 'more'
  | 'ok'
  | 'plus'
  | 'right'
  | 'run'
  | 'search'
  | 'skip'
  | 'sync'
  | 'theme'
  | 'tools'
  | 'undo'
  | 'up'
  | 'wait'
  | 'wall'
  | 'warn'
  | 'wrap';

/** An icon of the sprite. Always decoration: the word beside it, or the label of its button, says what it means. */
export const Icon = (props: { name: IconName; class?: string }) => (
  <svg class={`i ${props.class ?? ''}`} aria-hidden="true">
    <use href={`#i-${props.name}`} />
  </svg>
);
