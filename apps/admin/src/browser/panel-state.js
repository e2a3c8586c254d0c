// What AdminJS expects to find before its bundles run.
/* global window, document */
const { state, theme } = JSON.parse(document.getElementById('panel-state').textContent);
window.REDUX_STATE = state;
window.THEME = theme;
window.THEME_COMPONENTS = {};
window.AdminJS = { Components: {} };
