import type { ComponentChildren } from 'preact';
import { Brand } from './brand.js';
import { Footer } from './footer.js';
import { Heading } from './heading.js';

interface Props {
  readonly heading: string;
  readonly title?: string;
  /** Below the heading: what this is for. */
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page with one thing to do, in the middle of the window. */
export function CardPage({ heading, title, lead, children }: Props) {
  return (
    <div class="page">
      <header>
        <Brand />
      </header>
      <main class="card">
        <Heading title={title}>{heading}</Heading>
        {lead && <p class="lead">{lead}</p>}
        {children}
      </main>
      <Footer />
    </div>
  );
}
