// The end of AdminJS's own page, as a file.
/* global window, document, AdminJS */
window.createRoot(document.getElementById('app')).render(AdminJS.Application);
