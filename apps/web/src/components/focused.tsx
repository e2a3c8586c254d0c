import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const FIELDS = 'input:not([hidden]), textarea, select';

/** Takes the focus when it appears, at once, where something else was that had it: to its first field, else to its first button. */
export function Focused({ children }: { readonly children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (element.current?.querySelector<HTMLElement>(FIELDS) ?? element.current?.querySelector('button'))?.focus(), []);
  return (
    <div ref={element} class="stack">
      {children}
    </div>
  );
}
