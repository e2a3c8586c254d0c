import { useRef, useState } from 'preact/hooks';
import { Button } from '../../../components/button.js';
import { Told } from '../../../components/told.js';
import { t } from '../../../app/words.js';

/** The key as people type it off, four at a time; what is copied has no blanks. */
export function Secret({ secret }: { readonly secret: string }) {
  const element = useRef<HTMLElement>(null);
  const [told, tell] = useState<string | null>(null);
  const copy = async (): Promise<void> => {
    const isCopied = await navigator.clipboard.writeText(secret).then(
      () => true,
      () => false,
    );
    if (isCopied) tell(t('pages.security.twoFactor.copied'));
    else if (element.current) getSelection()?.selectAllChildren(element.current);
  };
  return (
    <>
      <p>{t('pages.security.twoFactor.secretLabel')}</p>
      <div class="inline">
        <code class="secret" ref={element}>
          {secret.match(/.{1,4}/g)?.map((part) => (
            <span key={part}>{part}</span>
          ))}
        </code>
        <Button look="plain" onClick={() => void copy()}>
          {t('pages.security.twoFactor.copy')}
        </Button>
      </div>
      <Told text={told} />
    </>
  );
}
