/* global document, location */
document.getElementById('empty').addEventListener('click', async () => {
  await fetch('/dev/inbox', { method: 'DELETE' });
  location.assign('/dev/inbox');
});
