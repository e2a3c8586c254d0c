/* global AdminJS, AdminJSDesignSystem, React, ReactRouterDOM, URLSearchParams */
(() => {
  const { createElement: h, useEffect, useState } = React;
  const { Button, Input } = AdminJSDesignSystem;
  const FILTER = 'filters.search';

  /** AdminJS's own list, by its own name, with a box to search in above it where the list has a filter `search`. */
  function DefaultListAction({ OriginalComponent, ...list }) {
    const property = list.resource.filterProperties.find(({ name }) => name === 'search');
    return h(
      React.Fragment,
      null,
      property && h(SearchBox, { key: list.resource.id, property, resource: list.resource }),
      h(OriginalComponent, list),
    );
  }

  function SearchBox({ property, resource }) {
    const [params, setParams] = ReactRouterDOM.useSearchParams();
    const present = params.get(FILTER) ?? '';
    const [text, setText] = useState(present);
    const { translateProperty } = AdminJS.useTranslation();
    const label = translateProperty(property.label, resource.id);
    useEffect(() => setText(present), [present]);

    const search = (event) => {
      event.preventDefault();
      const next = new URLSearchParams(params);
      next.delete('page');
      if (text.trim() === '') next.delete(FILTER);
      else next.set(FILTER, text.trim());
      setParams(next);
    };
    return h(
      'form',
      { role: 'search', className: 'panel-search', onSubmit: search },
      h(Input, {
        type: 'search',
        placeholder: label,

        'aria-label': label,
        value: text,
        onChange: ({ target }) => setText(target.value),
      }),
      h(Button, { type: 'submit', variant: 'contained' }, 'Search'),
    );
  }

  AdminJS.UserComponents.DefaultListAction = DefaultListAction;
})();
