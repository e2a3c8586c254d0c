/* global AdminJS, AdminJSDesignSystem, React, ReactRouterDOM, FormData */
(() => {
  const { createElement: h, useEffect, useState } = React;
  const { Box, Button, Input, Label, MessageBox, Text, TextArea } = AdminJSDesignSystem;

  /** Asks, and then does: the only way anything but a form of AdminJS changes something. */
  function PanelAction({ action, resource, record, records }) {
    const { text, fields, choicesLabel, isPrepared, isDrastic, label } = action.custom;
    const [values, setValues] = useState(firstOf(fields));
    const [choices, setChoices] = useState([]);
    const [consequences, setConsequences] = useState([]);
    const [isBusy, setBusy] = useState(isPrepared); // nothing is done before all that was asked for is on the page
    const [refusal, setRefusal] = useState(null);
    const [secret, setSecret] = useState(null);
    const addNotice = AdminJS.useNotice();
    const navigate = ReactRouterDOM.useNavigate();
    const ask = (data) => call(action, { resource, record, records }, data);

    useEffect(() => {
      if (isPrepared)
        ask()
          .then(({ data }) => prepare(data))
          .catch(refuse);
    }, []);
    const refuse = (error) => setRefusal({ message: error.response?.data?.notice?.message ?? 'That did not work.' });
    const prepare = (data) => {
      setChoices(data.choices ?? []);
      setConsequences(data.consequences ?? []);
      setValues((typed) => ({ ...typed, ...data.values }));
      setBusy(false);
    };

    const submit = (event) => {
      event.preventDefault();
      const data = new FormData();
      data.append('confirmed', 'yes');
      for (const { name } of fields) data.append(name, values[name] ?? '');
      const chosen = choices.filter(({ isChosen }) => isChosen).map(({ value }) => value);
      if (choices.length > 0) data.append('chosen', chosen.join('\n'));
      setBusy(true);
      setRefusal(null);
      ask(data)
        .then(({ data: answer }) => {
          if (answer.notice) addNotice(answer.notice);
          if (answer.shown) setSecret({ ...answer.shown, next: answer.redirectUrl });
          else if (answer.redirectUrl) navigate(`${answer.redirectUrl}?refresh=true`);
        })
        .catch(refuse)
        .finally(() => setBusy(false));
    };
    const tick = (value) => setChoices(choices.map((one) => (one.value === value ? { ...one, isChosen: !one.isChosen } : one)));

    if (secret) return h(AdminJS.UserComponents.PanelSecret, secret);
    return h(
      Box,
      { as: 'form', onSubmit: submit, variant: 'container', className: 'panel-card', bg: 'white' },
      h('p', { className: 'panel-whom' }, titles(record, records)),
      h(Text, { mb: 'xl' }, text),
      consequences.length > 0 &&
        h(
          'ul',
          { className: 'panel-consequences' },
          consequences.map((line) => h('li', { key: line }, line)),
        ),
      refusal &&
        h('div', { ref: focus, tabIndex: -1, role: 'alert' }, h(MessageBox, { variant: 'danger', mb: 'xl', message: refusal.message })),
      fields.map(({ name, label: fieldLabel, maxLength, options, isOptional }) =>
        h(
          Box,
          { key: name, mb: 'xl' },
          h(Label, { htmlFor: name, required: !isOptional }, fieldLabel),
          options
            ? h(
                'select',
                { id: name, value: values[name] ?? '', onChange: ({ target }) => setValues({ ...values, [name]: target.value }) },
                options.map(({ value, label: text }) => h('option', { key: value, value }, text)),
              )
            : h(maxLength ? TextArea : Input, {
                id: name,
                width: 1,
                required: !isOptional,
                autoComplete: 'off',
                ...(maxLength && { maxLength, rows: 3 }),
                value: values[name] ?? '',
                onChange: ({ target }) => setValues({ ...values, [name]: target.value }),
              }),
        ),
      ),
      choicesLabel && choices.length > 0 && h('h2', { className: 'panel-choices' }, choicesLabel),
      choices.map(({ value, label: boxLabel, isChosen }) =>
        h(
          'label',
          { key: value, className: 'panel-choice' },
          h('input', { type: 'checkbox', checked: isChosen, onChange: () => tick(value) }),
          h('span', null, boxLabel),
        ),
      ),
      h(
        Box,
        { mt: 'xl' },
        h(Button, { type: 'submit', variant: 'contained', color: isDrastic ? 'danger' : 'primary', disabled: isBusy }, label),
      ),
    );
  }

  /** A notice would be gone in a moment, and said nowhere near the form. */
  const focus = (element) => element?.focus();

  /** A list of options has its first one chosen, also when nobody touches it. */
  const firstOf = (fields) => Object.fromEntries(fields.flatMap(({ name, options }) => (options ? [[name, options[0].value]] : [])));

  const titles = (record, records) => (record ? [record] : (records ?? [])).map(({ title }) => title).join(', ');

  function call({ name: actionName, actionType }, { resource, record, records }, data) {
    const api = new AdminJS.ApiClient();
    const where = { resourceId: resource.id, actionName, ...(data && { data }) };
    if (actionType === 'record') return api.recordAction({ ...where, recordId: record.id });
    if (actionType === 'bulk') return api.bulkAction({ ...where, recordIds: records.map(({ id }) => id) });
    return api.resourceAction(where);
  }

  AdminJS.UserComponents.PanelAction = PanelAction;
})();
