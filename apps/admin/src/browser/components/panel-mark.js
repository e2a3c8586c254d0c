/* global AdminJS, React */
(() => {
  const { createElement: h } = React;

  /** One of few values, in words. Only the exceptions among them, as the field names them, have a colour. */
  function PanelMark({ property, record }) {
    const value = record.params[property.path];
    if (value === undefined || value === null || value === '') return null;
    const mark = property.custom?.marks?.[String(value)];
    return h('span', { className: mark ? `panel-mark is-${mark}` : 'panel-plain' }, inWords(value));
  }

  function inWords(value) {
    if (value === true || value === 'true') return 'Yes';
    if (value === false || value === 'false') return 'No';
    const words = String(value).replaceAll('_', ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
  }

  AdminJS.UserComponents.PanelMark = PanelMark;
})();
