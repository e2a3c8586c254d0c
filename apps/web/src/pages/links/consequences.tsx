import { t, type Key } from '../../app/words.js';

/** What a click brings about, told before it is done. */
export function Consequences({ heading, texts }: { readonly heading: Key; readonly texts: readonly Key[] }) {
  return (
    <>
      <h2>{t(heading)}</h2>
      <ul class="facts">
        {texts.map((text) => (
          <li key={text}>{t(text)}</li>
        ))}
      </ul>
    </>
  );
}
