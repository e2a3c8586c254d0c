import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, type ButtonProps } from './button.js';
import { Focused } from './focused.js';

interface Props extends Pick<ButtonProps, 'look'> {
  /** The name of the button. */
  readonly name: string;
  /** It is opened: what was told before is over. */
  readonly onOpen?: () => void;
  /** What takes the button's place. */
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button, and what takes its place when it is clicked. The focus goes there, and comes back with the button. */
export function Opening({ name, look = 'plain', onOpen, children }: Props) {
  const [isOpen, open] = useState(false);
  const [wasOpen, remember] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (wasOpen && !isOpen) place.current?.querySelector('button')?.focus();
    remember(isOpen);
  }, [isOpen]);
  const start = (): void => {
    onOpen?.();
    open(true);
  };
  return (
    <div ref={place}>
      {isOpen ? (
        <Focused>{children(() => open(false))}</Focused>
      ) : (
        <Button look={look} onClick={start}>
          {name}
        </Button>
      )}
    </div>
  );
}
