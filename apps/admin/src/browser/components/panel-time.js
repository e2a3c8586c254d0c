/* global AdminJS, AdminJSDesignSystem, React */
(() => {
  const { createElement: h } = React;
  const { ValueGroup } = AdminJSDesignSystem;

  /** A time in UTC, whatever the zone of the browser: operators compare it with logs and with each other. */
  function PanelTime({ property, record, resource, where }) {
    const { translateProperty } = AdminJS.useTranslation();
    const value = record.params[property.path];
    const [day = '', clock = ''] = (value ?? '').split('T');
    const content = value ? h('time', { dateTime: value }, h('span', null, day), ' ', h('span', null, `${clock.slice(0, 8)} UTC`)) : '';
    return where === 'show' ? h(ValueGroup, { label: translateProperty(property.label, resource.id) }, content) : content;
  }

  AdminJS.UserComponents.PanelTime = PanelTime;
})();
