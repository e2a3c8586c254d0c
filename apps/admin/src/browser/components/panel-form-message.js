/* global AdminJS, AdminJSDesignSystem, React */
(() => {
  const { createElement: h } = React;
  const { MessageBox } = AdminJSDesignSystem;

  /** Above a form: what is changed by it, and what is wrong with it as a whole; a notice alone would be gone in a moment. */
  function PanelFormMessage({ property, record }) {
    const error = record.errors?.[property.path];
    return h(
      React.Fragment,
      null,
      record.id && h('p', { className: 'panel-whom' }, record.title),
      error && h(MessageBox, { variant: 'danger', mb: 'xl', message: error.message }),
    );
  }

  AdminJS.UserComponents.PanelFormMessage = PanelFormMessage;
})();
