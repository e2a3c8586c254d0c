/* global AdminJS, React */
(() => {
  const { createElement: h, useEffect, useState } = React;

  /** The first page: figures that the server draws. */
  function PanelHome() {
    const [html, setHtml] = useState('');
    useEffect(() => {
      new AdminJS.ApiClient().getDashboard().then(({ data }) => setHtml(data.html ?? ''));
    }, []);
    return h('div', { className: 'panel-home', dangerouslySetInnerHTML: { __html: html } });
  }

  AdminJS.UserComponents.PanelHome = PanelHome;
})();
