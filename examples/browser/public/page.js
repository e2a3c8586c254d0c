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

async function tell(work) {
  say('…');
  say(await work().catch((error) => error.message));
}
