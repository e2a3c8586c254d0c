/* global AdminJS, AdminJSDesignSystem, React, ReactRouterDOM */
(() => {
  const { createElement: h } = React;
  const { Box, Text } = AdminJSDesignSystem;

  /** A secret that was just made. It is kept nowhere, neither here nor in the address: leaving the page is the end of it. */
  function PanelSecret({ secret, advice, next }) {
    return h(
      Box,
      { variant: 'container', className: 'panel-card', bg: 'white' },
      h('h2', { ref: focus, tabIndex: -1 }, 'Copy it now: it is shown this once'),
      h('p', { className: 'panel-id panel-secret' }, h(AdminJS.UserComponents.PanelCopy, { text: secret, label: 'Copy the secret' })),
      h(Text, { mb: 'xl' }, advice),
      next && h(ReactRouterDOM.Link, { to: `${next}?refresh=true`, className: 'panel-more' }, 'It is copied'),
    );
  }

  /** Where the form was, nothing has the focus any more. */
  const focus = (heading) => heading?.focus({ preventScroll: true });

  AdminJS.UserComponents.PanelSecret = PanelSecret;
})();
