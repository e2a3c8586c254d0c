/* global document, location */
document.getElementById('empty').addEventListener('click', async () => {
  await fetch(location.pathname, { method: 'DELETE' });
  location.assign(location.pathname);
});
