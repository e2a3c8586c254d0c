/* global AdminJS, React */
(() => {
  const { createElement: h } = React;

  /** The sources that most users came from, each with a bar beside its number. */
  function PanelSources({ sources }) {
    if (sources.length === 0) return h('p', { className: 'figures-empty' }, 'Nobody came from a known place in these days.');
    const most = sources[0].userCount;
    return h(
      'ol',
      { className: 'source-bars' },
      sources.map(({ id, url, displayName, userCount }) =>
        h(
          'li',
          { key: id },
          h('span', { className: 'source-name', title: url }, h('bdi', null, displayName), h('bdi', { className: 'source-url' }, url)),
          h('span', { className: 'source-count' }, userCount.toLocaleString('en')),
          h('span', { className: 'source-bar', 'aria-hidden': true, style: { width: `${(userCount / most) * 100}%` } }),
        ),
      ),
    );
  }

  AdminJS.UserComponents.PanelSources = PanelSources;
})();
