/* global document, getSelection, navigator, AdminJS, React */
(() => {
  const { createElement: h, useRef, useState } = React;

  /** A text that is needed elsewhere, and the button that takes it there. */
  function PanelCopy({ text, label }) {
    const element = useRef(null);
    const [isCopied, setCopied] = useState(false);
    const copy = () => copyText(text, element.current).then(setCopied);
    return h(
      React.Fragment,
      null,
      h('code', { ref: element }, text),
      h('button', { type: 'button', onClick: copy, 'aria-label': label }, 'Copy'),
      h('span', { role: 'status' }, isCopied ? 'Copied' : ''),
    );
  }

  /** Browsers have a clipboard for https and this machine only; elsewhere what is selected can be copied. */
  async function copyText(text, element) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text).then(() => true);
    getSelection().selectAllChildren(element);
    return document.execCommand('copy');
  }

  AdminJS.UserComponents.PanelCopy = PanelCopy;
})();
