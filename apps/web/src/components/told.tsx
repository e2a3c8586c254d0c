/** What came of an act. It is there before there is anything to say, so that screen readers hear it (WAI-ARIA 1.2, status). */
export function Told({ text }: { readonly text: string | null }) {
  return <div role="status">{text !== null && <p class="notice good">{text}</p>}</div>;
}
