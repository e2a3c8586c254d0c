import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useKeptFocus } from './kept-focus.js';

interface Props {
  /** Its heading, which is also its name. */
  readonly name: string;
  readonly lead?: string;
  /** Beside the heading. */
  readonly badge?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page that has a name, by which it is found, and which keeps the focus. */
export function Region({ name, lead, badge, children }: Props) {
  const id = useId();
  const part = useKeptFocus();
  return (
    <section ref={part} class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id} tabIndex={-1}>
          {name}
        </h2>
        {badge}
      </div>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}
