/* global document, location, history, URLSearchParams */
// Runs on the pages behind mailed links. Nothing is sent before the click: whoever only opens the link consumes nothing.
const main = document.querySelector('main');
const message = document.getElementById('message');
const confirm = document.getElementById('confirm');
const renew = document.getElementById('renew');
const query = new URLSearchParams(location.search);
const link = { uid: query.get('uid'), token: query.get('token') };

function show(state, text) {
  main.dataset.state = state;
  message.textContent = text;
  message.focus();
}

function offerNewLink(text) {
  show('failed', text);
  confirm.hidden = true;
  renew.hidden = false;
}

async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, status: answer.status, ...(await answer.json()) };
  } catch {
    return { ok: false, status: 0, detail: 'The service cannot be reached. Check your connection and try again.' };
  }
}

function firstFailure({ errors, detail }) {
  return Object.values(errors ?? {}).flat()[0] ?? detail ?? 'Something went wrong. Try again in a moment.';
}

confirm.addEventListener('click', async () => {
  confirm.disabled = true;
  const answer = await post(main.dataset.api, link);
  confirm.disabled = false;
  if (answer.ok) {
    confirm.hidden = true;
    history.replaceState(null, '', location.pathname); // the used token does not stay in the address bar
    show('done', main.dataset.done);
  } else if (answer.status === 400) {
    offerNewLink('This link is not valid any more. It may have expired, been used already, or been replaced by a newer one.');
  } else {
    show('failed', firstFailure(answer));
  }
});

renew.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = renew.querySelector('button');
  button.disabled = true;
  const answer = await post(main.dataset.renew, { email: renew.elements.email.value });
  button.disabled = false;
  renew.hidden = answer.ok;
  show(answer.ok ? 'done' : 'failed', answer.ok ? main.dataset.renewed : firstFailure(answer));
});

if (!link.uid || !link.token) offerNewLink('This link is incomplete. Open it again from the mail, or ask for a new one.');
