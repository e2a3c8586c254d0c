import type { ComponentChildren } from 'preact';
import { Brand, Mark } from './brand.js';
import { Footer } from './footer.js';
import { Heading } from './heading.js';

interface Props {
  readonly heading: string;
  readonly title?: string;
  /** Its heading is the product's name, which needs not be said twice. */
  readonly isFront?: boolean;
  /** Below the heading: what this is for. */
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page with one thing to do, in the middle of the window. */
export function CardPage({ heading, title, isFront = false, lead, children }: Props) {
  return (
    <div class="page">
      <header>{isFront ? <Mark /> : <Brand />}</header>
      <main class="card">
        <Heading title={title}>{heading}</Heading>
        {lead && <p class="lead">{lead}</p>}
        {children}
      </main>
      <Footer />
    </div>
  );
}
