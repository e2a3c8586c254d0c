// What AdminJS expects to find before its bundles run.
/* global window, document */
const OPEN_GROUPS = 'sidebarElements'; // where AdminJS remembers them

const { state, theme } = JSON.parse(document.getElementById('panel-state').textContent);
window.REDUX_STATE = state;
window.THEME = theme;
window.THEME_COMPONENTS = {};
window.AdminJS = { Components: {} };

// Each group of the navigation is open until somebody closes one.
if (window.localStorage.getItem(OPEN_GROUPS) === null) {
  const groups = state.resources.flatMap(({ navigation }) => (navigation?.name ? [[navigation.name, true]] : []));
  window.localStorage.setItem(OPEN_GROUPS, JSON.stringify(Object.fromEntries(groups)));
}
