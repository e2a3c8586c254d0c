/** What both pages have on them. */
const form = document.querySelector('form');
const status = document.querySelector('[role=status]');

export const say = (text) => (status.textContent = text);

/** Connects the form and the buttons; whatever goes wrong is said. */
export function connect({ signIn, whoAmI, signOut }) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    tell(() => signIn(Object.fromEntries(new FormData(form))));
  });
  document.querySelector('#who').addEventListener('click', () => tell(whoAmI));
  document.querySelector('#out').addEventListener('click', () => tell(signOut));
}

/** The service is away, or does not let this origin in: a browser does not tell a page which. */
const UNANSWERED = `No answer. Does Castellan run, with FRONTEND_ORIGINS=${location.origin}? Its log names the line to set.`;

async function tell(work) {
  say('…');
  say(await work().catch((error) => (isUnanswered(error) ? UNANSWERED : error.message)));
}

/** `fetch` throws a TypeError, the client a NetworkFailure. */
const isUnanswered = (error) => error instanceof TypeError || (error.name === 'NetworkFailure' && error.status === null);
