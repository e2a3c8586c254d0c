/* global document, location, history, FormData, URLSearchParams */
// Runs on the pages behind mailed links. Nothing is sent before the click: whoever only opens the link consumes nothing.
const main = document.querySelector('main');
const title = document.getElementById('title');
const message = document.getElementById('message');
const step = document.getElementById('step');
const renew = document.getElementById('renew');
const { expired, ...plan } = JSON.parse(main.dataset.plan);
const link = expired ? takeLink() : {};

/**
 * Takes the token out of the address bar at once: no bookmark, picture of the screen, later request or Referer carries it. The tab
 * remembers it, so that the page can be loaded again.
 */
function takeLink() {
  const query = new URLSearchParams(location.search);
  const carried = query.has('token') ? { uid: query.get('uid'), token: query.get('token') } : (history.state ?? { uid: null, token: null });
  history.replaceState(carried, '', location.pathname);
  return carried;
}

function show(state, text) {
  main.dataset.state = state;
  message.textContent = text;
  message.focus();
}

function finish(form, { doneTitle, done }) {
  form.hidden = true;
  title.textContent = doneTitle;
  document.title = doneTitle;
  history.replaceState(null, '', location.pathname); // the tab forgets the used token
  show('done', done);
}

function giveUpLink(text) {
  step.hidden = true;
  if (renew) renew.hidden = false;
  show('failed', `${text} ${expired.advice}`);
}

/** Some fields are needed only now and then: they appear with the first failure that is about them. */
function askFor(field) {
  field.disabled = false;
  document.getElementById(`${field.name}-field`).hidden = false;
}

/** Each field shows its own failures; the message shows those that no field of the form is about. */
function showFailures(form, { errors = {}, detail }) {
  const fields = [...form.querySelectorAll('input')];
  for (const field of fields) {
    const failures = errors[field.name] ?? [];
    if (failures.length > 0) askFor(field);
    document.getElementById(`${field.name}-errors`).textContent = failures.join('\n');
    field.setAttribute('aria-invalid', String(failures.length > 0));
  }
  const others = Object.keys(errors).filter((name) => fields.every((field) => field.name !== name));
  const text = errors[others[0]]?.[0] ?? detail ?? 'Something went wrong. Try again in a moment.';
  const isTold = fields.some((field) => errors[field.name]?.includes(text));
  show('failed', isTold ? '' : text); // once is enough
  fields.find((field) => errors[field.name])?.focus();
}

async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, ...(await answer.json()) };
  } catch {
    return { ok: false, detail: 'The service cannot be reached. Check your connection and try again.' };
  }
}

/** Sends the form's fields, one request at a time. */
async function send(form, path, carried) {
  const button = form.querySelector('button');
  button.disabled = true;
  const answer = await post(path, { ...Object.fromEntries(new FormData(form)), ...carried });
  button.disabled = false;
  return answer;
}

const isAboutLink = ({ code, errors = {} }) => code === 'invalid_link' || 'uid' in errors || 'token' in errors;

step.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await send(step, plan.apiPath, link);
  if (answer.ok) finish(step, plan);
  else if (expired && isAboutLink(answer)) {
    giveUpLink('This link is not valid any more. It may have expired, been used already, or been replaced by a newer one.');
  } else showFailures(step, answer);
});

renew?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await send(renew, expired.renewal.apiPath, {});
  if (answer.ok) finish(renew, expired.renewal);
  else showFailures(renew, answer);
});

if (expired && (!link.uid || !link.token)) giveUpLink('This link is incomplete. Open it again from the mail.');
