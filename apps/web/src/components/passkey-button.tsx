import { useAct, type Act } from '../app/act.js';
import { Button, type ButtonProps } from './button.js';
import { Failed } from './failed.js';

interface Props extends Pick<ButtonProps, 'look' | 'children'> {
  /** Asks the browser for a passkey; what it throws is said above the button. */
  readonly onAsk: () => Promise<void>;
  /** Where something else does the same. */
  readonly act?: Act;
}

/** A button behind which the browser asks for a passkey. */
export function PasskeyButton({ look, children, onAsk, act: shared }: Props) {
  const own = useAct();
  const act = shared ?? own;
  return (
    <>
      <Failed of={act} />
      <Button look={look} isBusy={act.isBusy} onClick={() => act.run(onAsk)}>
        {children}
      </Button>
    </>
  );
}
