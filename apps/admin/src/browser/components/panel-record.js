/* global AdminJS, React, ReactRouterDOM, URLSearchParams */
(() => {
  const { createElement: h } = React;

  /** The page of one row in groups, as the server made them: a heading, fields, a table, links. */
  function PanelRecord({ record }) {
    const sections = JSON.parse(record.params.sections ?? '[]');
    return h(
      'div',
      { className: 'panel-record' },
      sections.map((section) =>
        h(
          'section',
          { key: section.title, className: classOf(section) },
          h('h2', null, section.title),
          section.text && h('p', null, section.text),
          section.fields &&
            h(
              'dl',
              null,
              section.fields.map((field) => fieldOf(field, record)),
            ),
          section.table && tableOf(section.table),
          section.links?.map((link) => h(ReactRouterDOM.Link, { key: link.label, to: hrefOf(link), className: 'panel-more' }, link.label)),
        ),
      ),
    );
  }

  const classOf = ({ table, text, isAlert }) =>
    `panel-section${table || text || isAlert ? ' panel-section-wide' : ''}${isAlert ? ' panel-section-alert' : ''}`;

  function fieldOf({ label, value, kind }, record) {
    const shown = kind === 'picture' ? h(AdminJS.UserComponents.PanelAvatar, { record, isLarge: true }) : textOf(value, kind);
    return h('div', { key: label }, h('dt', null, label), h('dd', null, shown));
  }

  function tableOf({ columns, rows, empty }) {
    if (rows.length === 0) return h('p', null, empty);
    const head = columns.map(({ label }) => h('th', { key: label, scope: 'col' }, label));
    const body = rows.map((cells, row) =>
      h(
        'tr',
        { key: row },
        cells.map((value, at) => h('td', { key: at }, textOf(value, columns[at].kind))),
      ),
    );
    return h('div', { className: 'panel-scroll' }, h('table', null, h('thead', null, h('tr', null, head)), h('tbody', null, body)));
  }

  function textOf(value, kind) {
    if (value === null || value === '') return '–';
    if (kind === 'time') return h('time', { dateTime: value }, `${value.slice(0, 19).replace('T', ' ')} UTC`);
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    return String(value);
  }

  function hrefOf({ resource: resourceId, record: recordId, action: actionName = 'show', filter }) {
    const urls = new AdminJS.ViewHelpers();
    if (recordId) return urls.recordActionUrl({ resourceId, recordId, actionName });
    return urls.resourceUrl({ resourceId, search: `?${new URLSearchParams({ [`filters.${filter.name}`]: filter.value })}` });
  }

  AdminJS.UserComponents.PanelRecord = PanelRecord;
})();
