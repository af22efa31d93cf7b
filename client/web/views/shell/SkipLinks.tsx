import { useLocation } from '@solidjs/router';
import { Show } from 'solid-js';

/** First in the order of Tab; seen only with the focus. */
export const SkipLinks = () => {
  const location = useLocation();
  const isRun = () => /^\/deployments\/./.test(location.pathname);
  return (
    <nav class="skips" aria-label="Skip">
      <SkipLink to="main" name="Skip to the content" />
      <Show when={isRun()}>
        <SkipLink to="why" name="Skip to the failure" otherwise="main" />
        <SkipLink to="log" name="Skip to the log" otherwise="main" />
      </Show>
    </nav>
  );
};

/** `otherwise`: where there is no such part now. */
const SkipLink = (props: { to: string; name: string; otherwise?: string }) => {
  const skip = (event: MouseEvent): void => {
    const target = document.getElementById(props.to) ?? document.getElementById(props.otherwise ?? props.to);
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
