/* global AdminJS, AdminJSDesignSystem, React, ReactRouterDOM */
(() => {
  const { createElement: h } = React;
  const { Button, InfoBox, Text } = AdminJSDesignSystem;

  /** In the place of AdminJS's own, by its name: an empty list, or one whose filters and search nothing fits, and the way out of that. */
  function NoRecords() {
    const [params, setParams] = ReactRouterDOM.useSearchParams();
    const chosen = [...params.keys()].filter((name) => name.startsWith('filters.'));
    if (chosen.length === 0) return h(InfoBox, { title: 'There is nothing here yet.', illustration: 'Docs' });

    const clear = () => setParams({});
    const isSearch = chosen.length === 1 && chosen[0] === 'filters.search';
    const text = params.get('filters.search') ?? '';
    const anywhere = () => setParams({ 'filters.search': `*${text}` });
    return h(
      InfoBox,
      { title: 'Nothing found.', illustration: 'Docs' },
      h(Text, { mb: 'xl' }, isSearch ? `Nothing fits “${text}”.` : 'Nothing fits these filters.'),
      isSearch && !text.startsWith('*') && h(Button, { onClick: anywhere, variant: 'contained', mb: 'default' }, 'Look for it anywhere'),
      h(Button, { onClick: clear, variant: 'contained' }, isSearch ? 'Clear the search' : 'Clear the filters'),
    );
  }

  AdminJS.UserComponents.NoRecords = NoRecords;
})();
