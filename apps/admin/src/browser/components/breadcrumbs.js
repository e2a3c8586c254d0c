/* global location, AdminJS, React */
(() => {
  const { createElement: h } = React;

  /** AdminJS's own way back, by its own name; below it whose page this is, as AdminJS heads every one with "Show". */
  function Breadcrumbs({ OriginalComponent, ...crumbs }) {
    const { record, actionName } = crumbs;
    return h(
      'div',
      { className: 'panel-head' },
      h(OriginalComponent, crumbs),
      record && actionName === 'show' && h('h1', { key: record.id, ref: focusAfterAct, tabIndex: -1 }, record.title),
      record && actionName === 'show' && h(RecordId, { key: record.id, id: record.id }),
    );
  }

  /** Where a form was that has done its work, nothing has the focus any more. */
  function focusAfterAct(heading) {
    if (heading && location.search.includes('refresh=true')) heading.focus({ preventScroll: true });
  }

  const RecordId = ({ id }) => h('p', { className: 'panel-id' }, h(AdminJS.UserComponents.PanelCopy, { text: id, label: 'Copy the id' }));

  AdminJS.UserComponents.Breadcrumbs = Breadcrumbs;
})();
