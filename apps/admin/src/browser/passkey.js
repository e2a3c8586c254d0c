// The second step by passkey: the browser's authenticator signs, and what it says is sent as a form. Needs @simplewebauthn/browser.
/* global document, window, SimpleWebAuthnBrowser */
(() => {
  const form = document.getElementById('passkey');
  if (!SimpleWebAuthnBrowser.browserSupportsWebAuthn()) return;
  const button = form.querySelector('button');
  form.hidden = false;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    tell('');
    signIn().catch(() => refused(form.dataset.failed)); // cancelled, timed out, or offline
  });

  async function signIn() {
    const answer = await fetch(form.dataset.options, { method: 'POST' });
    const { options, message, isOver } = await answer.json();
    if (isOver) return window.location.assign(form.dataset.again);
    if (!options) return refused(message);
    const credential = await SimpleWebAuthnBrowser.startAuthentication({ optionsJSON: options });
    form.elements.namedItem('credential').value = JSON.stringify(credential);
    form.submit();
  }

  function refused(message) {
    tell(message);
    button.disabled = false;
  }

  function tell(message) {
    form.querySelector('[role=alert]').textContent = message;
  }
})();
