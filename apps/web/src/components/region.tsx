import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  /** Its heading, which is also its name. */
  readonly name: string;
  readonly lead?: string;
  /** Beside the heading. */
  readonly badge?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page that has a name, by which it is found. */
export function Region({ name, lead, badge, children }: Props) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{name}</h2>
        {badge}
      </div>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </section>
  );
}
