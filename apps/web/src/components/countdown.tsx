import { useEffect, useState } from 'preact/hooks';

interface Props {
  readonly seconds: number;
  readonly onOver: () => void;
}

const TICK_MS = 250;

/** What is left, second by second. Screen readers find it when they look for it, and are not told of each. */
export function Countdown({ seconds, onOver }: Props) {
  const [end] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft(Math.ceil((end - Date.now()) / 1000)), TICK_MS);
    return () => clearInterval(timer);
  }, [end]);
  useEffect(() => {
    if (left <= 0) onOver();
  }, [left]);
  return (
    <span role="timer" aria-live="off">
      {spell(Math.max(left, 0))}
    </span>
  );
}

function spell(seconds: number): string {
  if (seconds < 60) return `${seconds}\u00a0s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}\u00a0min`;
}
