/* global window, AdminJS, AdminJSDesignSystem, React */
(() => {
  const { createElement: h } = React;
  const { Box, Button, Text } = AdminJSDesignSystem;

  /** The list as it is filtered, as a file. */
  function PanelExport({ resource }) {
    const href = new AdminJS.ViewHelpers().urlBuilder(['export', `${resource.id}.csv`], window.location.search);
    return h(
      Box,
      { variant: 'container', className: 'panel-card', bg: 'white' },
      h(Text, { mb: 'xl' }, 'At most 10 000 rows, the newest first.'),
      h(Button, { as: 'a', href, download: true, variant: 'contained' }, 'Download'),
    );
  }

  AdminJS.UserComponents.PanelExport = PanelExport;
})();
