/* global window, AdminJS, React */
(() => {
  const { createElement: h, useEffect, useRef, useState } = React;
  const HEIGHT = 190;
  const LEFT = 44;
  const TOP = 8;
  const BOTTOM = 24;
  const LABEL_EVERY = 7;
  const PLOT = HEIGHT - TOP - BOTTOM;

  /** A bar for each day, its series one on the other; the numbers below it, for whoever reads rather than looks. */
  function PanelDayChart({ days, series }) {
    const box = useRef(null);
    const width = useWidth(box);
    const [chosen, choose] = useState(null);
    return h(
      'figure',
      { ref: box, className: 'day-chart' },
      h(
        'figcaption',
        null,
        legend(series),
        h('span', null, chosen === null ? totals(days, series) : dayText(days[chosen], series, chosen === days.length - 1)),
      ),
      width > 0 && h(Bars, { days, series, width, chosen, choose }),
      h('details', null, h('summary', null, 'Numbers by day'), h(Numbers, { days, series })),
    );
  }

  function useWidth(box) {
    const [width, setWidth] = useState(0);
    useEffect(() => {
      const observer = new window.ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
      observer.observe(box.current);
      return () => observer.disconnect();
    }, []);
    return width;
  }

  function Bars({ days, series, width, chosen, choose }) {
    const { top, ticks } = scale(Math.max(...days.map((day) => heightOf(day, series))));
    const step = (width - LEFT) / days.length;
    const y = (value) => TOP + PLOT * (1 - value / top);
    return h(
      'svg',
      {
        ...{ width, height: HEIGHT, role: 'img', 'aria-label': totals(days, series) },
        onPointerLeave: () => choose(null),
      },
      ticks.map((tick) => line(tick, y(tick), width)),
      days.map((day, index) => {
        const x = LEFT + index * step;
        return h(
          'g',
          {
            key: day.date,
            className: index === days.length - 1 ? 'is-today' : undefined,
            onPointerEnter: () => choose(index),
            onPointerDown: () => choose(index),
          },
          h('rect', { x, y: TOP, width: step, height: PLOT, fill: index === chosen ? '#eef0ff' : 'transparent' }),
          stack(day, series, { x: x + step * 0.15, width: step * 0.7, y }),
          (days.length - 1 - index) % LABEL_EVERY === 0 && dayLabel(day, x + step / 2, index === days.length - 1 ? width : null),
        );
      }),
    );
  }

  function line(tick, at, width) {
    return h(
      'g',
      { key: tick },
      h('line', { x1: LEFT, x2: width, y1: at, y2: at, stroke: tick === 0 ? '#8f8ea6' : '#e6e5f0' }),
      h('text', { x: LEFT - 8, y: at + 4, textAnchor: 'end' }, compact.format(tick)),
    );
  }

  function stack(day, series, { x, width, y }) {
    let below = 0;
    return series.map(({ name, color }) => {
      const value = day[name] ?? 0;
      const bottom = y(below);
      below += value;
      const height = value === 0 ? 0 : Math.max(1.5, bottom - y(below));
      return h('rect', { key: name, className: 'day-chart-bar', x, y: bottom - height, width, height, fill: color });
    });
  }

  function dayLabel({ date }, center, end) {
    return h('text', { x: end ?? center, y: HEIGHT - 6, textAnchor: end ? 'end' : 'middle' }, shortDay(date));
  }

  function legend(series) {
    return series.map(({ name, label, color }) =>
      h('span', { key: name }, h('i', { className: 'day-chart-mark', style: { background: color } }), label),
    );
  }

  function Numbers({ days, series }) {
    const head = ['Day (UTC)', ...series.map(({ label }) => label)];
    const cells = (day) =>
      series.map(({ name }) => h('td', { key: name }, day[name] === null ? 'not kept' : day[name].toLocaleString('en')));
    return h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          head.map((text) => h('th', { key: text, scope: 'col' }, text)),
        ),
      ),
      h(
        'tbody',
        null,
        [...days].reverse().map((day) => h('tr', { key: day.date }, h('th', { scope: 'row' }, day.date), cells(day))),
      ),
    );
  }

  const compact = new Intl.NumberFormat('en', { notation: 'compact' });
  const shortDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const shortDay = (date) => shortDate.format(new Date(`${date}T00:00:00Z`));
  const heightOf = (day, series) => series.reduce((sum, { name }) => sum + (day[name] ?? 0), 0);

  function totals(days, series) {
    const sums = series.map(({ name, label }) => `${days.reduce((sum, day) => sum + (day[name] ?? 0), 0).toLocaleString('en')} ${label}`);
    return `${sums.join(', ')} in ${days.length} days`;
  }

  function dayText(day, series, isToday) {
    const parts = series.map(({ name, label }) =>
      day[name] === null ? `${label} not kept` : `${day[name].toLocaleString('en')} ${label}`,
    );
    return `${isToday ? 'Today so far' : shortDay(day.date)}: ${parts.join(', ')}`;
  }

  /** Whole numbers at round steps, some four of them, up to the first that nothing rises above. */
  function scale(most) {
    const rough = Math.max(1, most) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(
      1,
      [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough),
    );
    const count = Math.max(1, Math.ceil(most / step));
    return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
  }

  AdminJS.UserComponents.PanelDayChart = PanelDayChart;
})();
