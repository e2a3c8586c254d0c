import { boot } from '../app/boot.js';
import { inLanguage, switchTo } from '../app/language.js';
import { t } from '../app/words.js';

/** The other languages, and what the operator has to say. */
export function Footer() {
  const { termsUrl, privacyUrl, supportEmail } = boot.brand;
  const others = boot.languages.filter(({ code }) => code !== boot.language);
  return (
    <footer class="footer">
      <div class="footer-row">
        {others.map(({ code, name }) => (
          <a key={code} href={inLanguage(code)} lang={code} hreflang={code} onClick={(event) => switchBy(event, code)}>
            {name}
          </a>
        ))}
      </div>
      <div class="footer-row">
        {termsUrl && <a href={termsUrl}>{t('pages.common.terms')}</a>}
        {privacyUrl && <a href={privacyUrl}>{t('pages.common.privacy')}</a>}
        {supportEmail && <a href={`mailto:${supportEmail}`}>{t('pages.common.support')}</a>}
      </div>
    </footer>
  );
}

/** In another tab, the browser does it. */
function switchBy(event: MouseEvent, code: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  switchTo(code);
}
