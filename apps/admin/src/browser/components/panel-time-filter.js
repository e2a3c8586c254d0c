/* global AdminJS, AdminJSDesignSystem, React */
(() => {
  const { createElement: h } = React;
  const { FormGroup, Label } = AdminJSDesignSystem;

  /** From and to in UTC: a day, and a time if one is wanted. A day without one is meant whole. */
  function PanelTimeFilter({ property, filter, onChange, resource }) {
    const { translateProperty } = AdminJS.useTranslation();
    const label = translateProperty(property.label, resource.id);
    return h(
      FormGroup,
      { variant: 'filter' },
      h(Label, null, `${label} (UTC)`),
      ['from', 'to'].map((bound) => {
        const name = `${property.path}~~${bound}`;
        const change = (value) => onChange(name, value);
        return h(Bound, { key: bound, bound, label, value: filter[name] ?? '', change });
      }),
    );
  }

  function Bound({ bound, label, value, change }) {
    const [day = '', time = ''] = value.replace(/Z$/, '').split('T');
    const input = (type, current, toValue) =>
      h('input', {
        type,
        value: current,
        'aria-label': `${label} ${bound}, ${type}`,
        disabled: type === 'time' && day === '',
        onChange: ({ target }) => change(toValue(target.value)),
      });
    return h(
      'span',
      { className: 'panel-time-filter' },
      h('span', null, bound),
      input('date', day, (next) => written(next, time)),
      input('time', time.slice(0, 5), (next) => written(day, next)),
    );
  }

  const written = (day, time) => (day && time ? `${day}T${time}Z` : day);

  AdminJS.UserComponents.PanelTimeFilter = PanelTimeFilter;
})();
