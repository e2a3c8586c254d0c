/* global document, getSelection, location, navigator, AdminJS, React */
(() => {
  const { createElement: h, useRef, useState } = React;

  /** AdminJS's own way back, by its own name; below it whose page this is, as AdminJS heads every one with "Show". */
  function Breadcrumbs({ OriginalComponent, ...crumbs }) {
    const { record, actionName } = crumbs;
    return h(
      'div',
      { className: 'panel-head' },
      h(OriginalComponent, crumbs),
      record && actionName === 'show' && h('h1', { key: record.id, ref: focusAfterAct, tabIndex: -1 }, record.title),
      record && actionName === 'show' && h(RecordId, { key: record.id, id: record.id }),
    );
  }

  /** Where a form was that has done its work, nothing has the focus any more. */
  function focusAfterAct(heading) {
    if (heading && location.search.includes('refresh=true')) heading.focus({ preventScroll: true });
  }

  function RecordId({ id }) {
    const text = useRef(null);
    const [isCopied, setCopied] = useState(false);
    const copy = () => copyText(id, text.current).then(setCopied);
    return h(
      'p',
      { className: 'panel-id' },
      h('code', { ref: text }, id),
      h('button', { type: 'button', onClick: copy, 'aria-label': 'Copy the id' }, 'Copy'),
      h('span', { role: 'status' }, isCopied ? 'Copied' : ''),
    );
  }

  /** Browsers have a clipboard for https and this machine only; elsewhere what is selected can be copied. */
  async function copyText(text, element) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true);
    getSelection().selectAllChildren(element);
    return document.execCommand('copy');
  }

  AdminJS.UserComponents.Breadcrumbs = Breadcrumbs;
})();
