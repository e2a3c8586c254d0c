import type { ComponentChildren } from 'preact';

interface Props {
  /** Of what describes the row, for its button. */
  readonly id: string;
  readonly name: string;
  readonly badge?: ComponentChildren;
  /** Below the name; what is not known is left out. */
  readonly details: readonly (string | null)[];
  /** What there is to do about it. */
  readonly children?: ComponentChildren;
}

/** A line of a list: what it is, what is known of it, and what can be done. Names are other people's words: they keep their own direction. */
export function Row({ id, name, badge, details, children }: Props) {
  return (
    <li>
      <div class="row-text" id={id}>
        <strong>
          <bdi>{name}</bdi>
        </strong>{' '}
        {badge}
        {details
          .filter((detail) => detail !== null && detail !== '')
          .map((detail) => (
            <span class="hint" key={detail}>
              {detail}
            </span>
          ))}
      </div>
      {children}
    </li>
  );
}
