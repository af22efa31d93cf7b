import { createUniqueId, type JSX, onCleanup, onMount, type ParentProps } from 'solid-js';

/**
 * A modal dialog, a bottom sheet on phones. The browser's own <dialog> keeps the focus inside, makes the page behind it
 * inert, closes on Escape and gives the focus back. The element with `autofocus` starts with the focus.
 */
export const Dialog = (
  props: ParentProps<{
    title: string;
    footer?: JSX.Element;
    onClose: () => void;
    wide?: boolean;
    /** A long text: the keyboard has to be able to scroll it. */
    reads?: boolean;
    /** Neither Escape nor a click beside it closes it. */
    stays?: boolean;
  }>,
) => {
  const title = createUniqueId();
  let element: HTMLDialogElement | undefined;
  let opener: Element | null = null;

  onMount(() => {
    opener = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
  });
  onCleanup(() => {
    element?.close();
    if (opener instanceof HTMLElement) opener.focus();
  });

  return (
    <dialog
      ref={(each) => {
        element = each;
        // A click beside the dialog asks to close it, like Escape.
        each.setAttribute('closedby', props.stays ? 'none' : 'any');
      }}
      class="dlg"
      classList={{ wide: props.wide }}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class="dlg-box">
        <header>
          <h2 id={title}>{props.title}</h2>
        </header>
        <div class="in" {...(props.reads && { tabindex: 0, role: 'group', 'aria-labelledby': title })}>
          {props.children}
        </div>
        {props.footer ? <footer>{props.footer}</footer> : null}
      </div>
    </dialog>
  );
};
