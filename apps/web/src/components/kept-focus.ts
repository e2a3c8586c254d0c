import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus in a part of the page when what has it goes: a browser lets it fall to the body, and who goes by keyboard would begin
 * anew. From a line of a list it goes to the next one, else to the heading (WCAG 2.2, 2.4.3).
 */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const part = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { current: element } = part;
    return element ? watch(element) : undefined;
  }, []);
  return part;
}

function watch(part: HTMLElement): () => void {
  let last: Node | null = null;
  const remember = ({ target }: FocusEvent): void => {
    last = target as Node; // elements alone have the focus
  };
  const look = (changes: readonly MutationRecord[]): void => {
    if (!last || last.isConnected) return;
    const gone = last;
    last = null;
    if (document.activeElement === document.body) (besides(gone, changes) ?? part.querySelector('h2'))?.focus();
  };
  const observer = new MutationObserver(look);
  observer.observe(part, { childList: true, subtree: true });
  part.addEventListener('focusin', remember);
  return () => {
    observer.disconnect();
    part.removeEventListener('focusin', remember);
  };
}

/** What there is to do in the line after the one that has gone, or before it. */
function besides(gone: Node, changes: readonly MutationRecord[]): HTMLElement | null {
  const change = changes.find(({ removedNodes }) => [...removedNodes].some((node) => node instanceof HTMLLIElement && node.contains(gone)));
  const lines = [change?.nextSibling, change?.previousSibling].filter((node) => node instanceof HTMLLIElement);
  return lines.map((line) => line.querySelector('button')).find((button) => button !== null) ?? null;
}
