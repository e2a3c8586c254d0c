/* global AdminJS, React */
(() => {
  const { createElement: h } = React;

  /** The providers, and how many users have an account at each that is connected here. */
  function PanelProviders({ providers }) {
    const most = Math.max(1, ...providers.map(({ users }) => users));
    return h(
      'ol',
      { className: 'source-bars' },
      providers.map(({ id, name, users }) =>
        h(
          'li',
          { key: id },
          h('span', { className: 'source-name' }, h('bdi', null, name), h('bdi', { className: 'source-url' }, id)),
          h('span', { className: 'source-count' }, users.toLocaleString('en')),
          h('span', { className: 'source-bar', 'aria-hidden': true, style: { width: `${(users / most) * 100}%` } }),
        ),
      ),
    );
  }

  AdminJS.UserComponents.PanelProviders = PanelProviders;
})();
