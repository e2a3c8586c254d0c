/* global AdminJS, React, window */
(() => {
  const { createElement: h, useEffect, useState } = React;

  /** The first page: figures, and where the operator may go. The links are HTML that the server has escaped. */
  function PanelHome() {
    const [{ html, figures }, setHome] = useState({ html: '', figures: [] });
    useEffect(() => {
      new AdminJS.ApiClient().getDashboard().then(({ data }) => setHome({ html: data.html ?? '', figures: data.figures ?? [] }));
    }, []);
    return h(
      'div',
      { className: 'panel-home' },
      h('h1', null, window.REDUX_STATE.branding.companyName),
      figures.length > 0 && h(AdminJS.UserComponents.PanelFigures, { parts: figures }),
      h('div', { className: 'panel-links', dangerouslySetInnerHTML: { __html: html } }),
    );
  }

  AdminJS.UserComponents.PanelHome = PanelHome;
})();
