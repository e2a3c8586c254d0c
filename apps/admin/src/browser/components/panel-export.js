/* global window, AdminJS, AdminJSDesignSystem, React, ReactRouterDOM */
(() => {
  const { createElement: h } = React;
  const { Box, Button, H3, Text } = AdminJSDesignSystem;

  /** The list as it is filtered, as a file. It opens over the list, so it leads back. */
  function PanelExport({ resource }) {
    const views = new AdminJS.ViewHelpers();
    const { search } = window.location;
    const href = views.urlBuilder(['export', `${resource.id}.csv`], search);
    const back = views.resourceUrl({ resourceId: resource.id, search });
    return h(
      Box,
      { variant: 'container', className: 'panel-card', p: 'xl', bg: 'white' },
      h(H3, null, 'Export as CSV'),
      h(Text, { mb: 'xl' }, 'The list as it is filtered: at most 10 000 rows, the newest first. Times are in UTC.'),
      h(Button, { as: 'a', href, download: true, variant: 'contained', mr: 'lg' }, 'Download'),
      h(Button, { as: ReactRouterDOM.Link, to: back }, 'Back to the list'),
    );
  }

  AdminJS.UserComponents.PanelExport = PanelExport;
})();
