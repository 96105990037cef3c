import { useEffect, useState } from 'react';

/**
 * Gives the focus back, once a dialog or drawer that opens with its first render is gone, to what had it before. Where
 * that is gone too, such as the button of a difference that is explained now, to the section it stood in.
 */
export function useGivenBackFocus(): void {
  const [opener] = useState(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement && element !== document.body
      ? { element, section: element.closest<HTMLElement>('section, main') }
      : null;
  });
  useEffect(() => {
    let isOpen = true;
    return () => {
      isOpen = false;
      // Not before the overlay is gone, which keeps the focus in itself; and not when it was only mounted anew.
      requestAnimationFrame(() => {
        if (!isOpen && opener) giveBack(opener);
      });
    };
  }, [opener]);
}

function giveBack({ element, section }: { element: HTMLElement; section: HTMLElement | null }): void {
  if (element.isConnected) element.focus();
  else if (section?.isConnected) {
    section.tabIndex = -1;
    section.focus();
  }
}
