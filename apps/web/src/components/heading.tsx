import { useEffect, useRef } from 'preact/hooks';
import { boot } from '../app/boot.js';

interface Props {
  readonly children: string;
  /** What the window is called, where it is not the heading. */
  readonly title?: string;
}

let isFirst = true;

/** The heading of a page, and its title. It gets the focus when a page takes the place of another one, which a browser would announce. */
export function Heading({ children, title = children }: Props) {
  const element = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === boot.brand.name ? title : `${title} · ${boot.brand.name}`;
    if (!isFirst) element.current?.focus();
    isFirst = false;
  }, [children, title]);
  return (
    <h1 ref={element} tabIndex={-1}>
      {children}
    </h1>
  );
}
