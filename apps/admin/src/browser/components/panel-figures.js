/* global window, AdminJS, React */
(() => {
  const { createElement: h, useEffect, useState } = React;
  const FAILED = { hasFailed: true };
  const EMPTY = {};

  /** What happened lately, in figures. Each part is asked for by itself, so that a slow one holds up no other. */
  function PanelFigures({ parts }) {
    const [answers, setAnswers] = useState(EMPTY);
    const [isBusy, setBusy] = useState(false);
    const load = () => {
      setBusy(true);
      const keep = (part) => (answer) => setAnswers((others) => ({ ...others, [part]: answer }));
      Promise.all(parts.map((part) => ask(part).then(keep(part)))).finally(() => setBusy(false));
    };
    useEffect(load, []);

    return h(
      'section',
      { className: 'panel-figures', 'aria-label': 'Figures', 'aria-busy': isBusy },
      h(
        'div',
        { className: 'figures-bar' },
        h('p', { role: 'status' }, statusText(answers, isBusy)),
        h('button', { type: 'button', onClick: load, disabled: isBusy }, 'Refresh'),
      ),
      h(Tiles, { parts, answers }),
      h(
        'div',
        { className: 'figures-grid' },
        parts.flatMap((part) => panels(part, answers[part] ?? EMPTY)),
      ),
    );
  }

  const ask = (part) =>
    new AdminJS.ApiClient().client
      .get(`api/figures/${part}`)
      .then(({ data }) => {
        if (typeof data !== 'object') window.location.reload(); // the page to sign in
        return data;
      })
      .catch(() => FAILED);

  /** Parts are counted one by one: of all moments the oldest is true for each. */
  function statusText(answers, isBusy) {
    const [oldest] = Object.values(answers)
      .flatMap(({ asOf }) => asOf ?? [])
      .sort();
    if (!oldest) return isBusy ? 'Counting…' : '';
    return `As of ${oldest.slice(11, 19)} UTC. Days are those of UTC.`;
  }

  const number = (value) => value.toLocaleString('en');
  const percent = (count, { users }) => (users === 0 ? '–' : `${Math.floor((count / users) * 100)} %`);
  const shares = (name, active, staff) =>
    `${number(active[name])} of ${number(active.users)} active users, staff ${number(staff[name])} of ${number(staff.users)}`;
  const sum = (rows, name) => rows.reduce((total, row) => total + (row[name] ?? 0), 0);

  function userTiles({ total, active, staff, days }) {
    return [
      { label: 'Users', value: number(total), more: `${number(total - active.users)} disabled`, to: 'users' },
      { label: 'New today', value: number(days.at(-1).joined), more: `${number(sum(days, 'joined'))} in 30 days` },
      {
        label: '2FA',
        value: percent(active.withSecondFactor, active),
        more: shares('withSecondFactor', active, staff),
      },
      { label: 'Passkeys', value: percent(active.withPasskey, active), more: shares('withPasskey', active, staff) },
    ];
  }

  function signInTiles({ days }) {
    const { succeeded, failed } = days.at(-1);
    return [{ label: 'Sign-ins today', value: number(succeeded ?? 0), more: `${number(failed ?? 0)} failed`, to: 'auth_events' }];
  }

  function queueTiles(queues) {
    const failed = sum(queues, 'failed');
    return [
      { label: 'Failed jobs', value: number(failed), more: `${number(sum(queues, 'waiting'))} waiting`, to: 'jobs', isBad: failed > 0 },
    ];
  }

  const TILES = {
    users: { of: userTiles, labels: ['Users', 'New today', '2FA', 'Passkeys'] },
    sign_ins: { of: signInTiles, labels: ['Sign-ins today'] },
    queues: { of: queueTiles, labels: ['Failed jobs'] },
  };

  function Tiles({ parts, answers }) {
    const tiles = parts.filter((part) => TILES[part]).flatMap((part) => tilesOf(TILES[part], answers[part] ?? EMPTY));
    return h('dl', { className: 'figures-tiles' }, tiles.map(tile));
  }

  function tilesOf({ of, labels }, { figures, hasFailed }) {
    return figures ? of(figures) : labels.map((label) => ({ label, value: hasFailed ? '–' : '…' }));
  }

  function tile({ label, value, more = '', to, isBad }) {
    const name = to ? h('a', { href: new AdminJS.ViewHelpers().urlBuilder(['resources', to]) }, label) : label;
    return h(
      'div',
      { key: label, className: isBad ? 'is-bad' : undefined },
      h('dt', null, name),
      h('dd', { className: 'figures-value' }, value),
      h('dd', null, more),
    );
  }

  /** The days, providers, sources or queues of a part. */
  function panels(part, { figures, hasFailed }) {
    const { PanelDayChart, PanelProviders, PanelSources, PanelQueues } = AdminJS.UserComponents;
    const content = {
      users: [
        ['Sign-ups per day', PanelDayChart, () => ({ days: figures.days, series: SIGN_UPS })],
        // Where nobody may sign in by a provider, and nobody ever did, there is nothing to say.
        ...(figures?.providers?.length > 0 ? [['Connected accounts', PanelProviders, () => ({ providers: figures.providers })]] : []),
      ],
      sign_ins: [['Sign-ins per day', PanelDayChart, () => ({ days: figures.days, series: SIGN_INS })]],
      sources: [['Where users came from, 30 days', PanelSources, () => ({ sources: figures })]],
      queues: [['Queues', PanelQueues, () => ({ queues: figures })]],
    };
    const problem = hasFailed ? 'This could not be counted now. Try again.' : 'Counting…';
    return content[part].map(([title, component, properties]) =>
      h(
        'section',
        { key: title, className: 'figures-panel' },
        h('h2', null, title),
        figures ? h(component, properties()) : h('p', { className: 'figures-empty' }, problem),
      ),
    );
  }

  const SIGN_UPS = [{ name: 'joined', label: 'sign-ups', color: '#3040d6' }];
  const SIGN_INS = [
    { name: 'succeeded', label: 'sign-ins', color: '#3040d6' },
    { name: 'failed', label: 'failed', color: '#d9602b' },
  ];

  AdminJS.UserComponents.PanelFigures = PanelFigures;
})();
