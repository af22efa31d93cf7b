import { For } from 'solid-js';
import { pageSkips, type Skip } from '../../session/skips.ts';

/** First in the order of Tab; seen only with the focus. */
export const SkipLinks = () => (
  <nav class="skips" aria-label="Skip">
    <SkipLink to="main" name="Skip to the content" />
    <For each={pageSkips()}>{(skip) => <SkipLink {...skip} />}</For>
  </nav>
);

const SkipLink = (props: Skip) => {
  const skip = (event: MouseEvent): void => {
    const target = document.getElementById(props.to);
    if (!target) return;
    event.preventDefault(); // the hash of a run is the marked line
    if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
    target.focus();
    target.scrollIntoView();
  };
  return (
    <a class="skip" href={`#${props.to}`} onClick={skip}>
      {props.name}
    </a>
  );
};
