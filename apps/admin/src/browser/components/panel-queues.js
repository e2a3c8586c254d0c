/* global AdminJS, React */
(() => {
  const { createElement: h } = React;
  const HEADS = ['Queue', 'Waiting', 'Oldest', 'Running', 'Failed'];
  const UNITS = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];

  /** What the queues have to do. */
  function PanelQueues({ queues }) {
    return h(
      'div',
      { className: 'queue-table' },
      h(
        'table',
        null,
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            HEADS.map((text) => h('th', { key: text, scope: 'col' }, text)),
          ),
        ),
        h('tbody', null, queues.map(row)),
      ),
    );
  }

  const row = ({ queue, waiting, oldestSeconds, running, failed }) =>
    h(
      'tr',
      { key: queue },
      h('th', { scope: 'row' }, queue),
      h('td', null, waiting.toLocaleString('en')),
      h('td', null, oldestSeconds === null ? '–' : age(oldestSeconds)),
      h('td', null, running.toLocaleString('en')),
      h('td', { className: failed > 0 ? 'is-bad' : undefined }, failed.toLocaleString('en')),
    );

  /** In the largest unit that it fills. */
  function age(seconds) {
    const [size, unit] = UNITS.find(([length]) => seconds >= length) ?? UNITS.at(-1);
    return `${Math.max(0, Math.floor(seconds / size))} ${unit}`;
  }

  AdminJS.UserComponents.PanelQueues = PanelQueues;
})();
