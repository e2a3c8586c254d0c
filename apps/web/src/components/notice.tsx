import type { ComponentChildren } from 'preact';

interface Props {
  readonly kind: 'good' | 'bad' | 'info';
  readonly children: ComponentChildren;
}

/** Something that the page says; what went wrong is told at once, the rest when there is a pause. */
export function Notice({ kind, children }: Props) {
  return (
    <div class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
