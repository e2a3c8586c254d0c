/* global window, AdminJS, AdminJSDesignSystem, React, ReactRouterDOM */
(() => {
  const { createElement: h } = React;
  const { ValueGroup } = AdminJSDesignSystem;

  /** A value that leads to the page of what it speaks of, for operators who may look at that. */
  function PanelLink({ property, record, resource, where }) {
    const { translateProperty } = AdminJS.useTranslation();
    const { to: fixed, toField, key } = property.custom;
    const to = fixed ?? record.params[toField];
    const id = record.params[key];
    const text = record.params[property.path] ?? id ?? '';
    const isThere = id && to && (toField || text !== id); // a name that was not found is the id still, or has no place: it leads nowhere any more
    const isOpen = window.REDUX_STATE.resources.some((one) => one.id === to && one.href);
    const href = isThere && isOpen && new AdminJS.ViewHelpers().recordActionUrl({ resourceId: to, recordId: id, actionName: 'show' });
    const content = href ? h(ReactRouterDOM.Link, { to: href, className: 'panel-link' }, text) : text;
    return where === 'show' ? h(ValueGroup, { label: translateProperty(property.label, resource.id) }, content) : content;
  }

  AdminJS.UserComponents.PanelLink = PanelLink;
})();
