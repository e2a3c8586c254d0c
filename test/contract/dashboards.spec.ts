import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { documentedMetrics } from '../support/documents/metrics.js';
import { Page } from '../support/documents/page.js';
import { ROOT } from '../support/root.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Labels that are no metric's: of the format, of Prometheus' own making, and of a query that makes them. */
const ANYBODYS = ['le', 'job', 'instance', 'class', 'severity'];

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly text: string;
}

/** Every metric there is, with its labels. */
function knownMetrics(): ReadonlyMap<string, readonly string[]> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const ofProcess = registry.getMetricsAsArray().map(({ name, ...metric }) => [name, labelsOf(metric)] as const);
  return new Map([...documentedMetrics(), ...ofProcess, ['nodejs_eventloop_utilization', []], ['up', []]]);
}

const labelsOf = (metric: object): readonly string[] => (metric as { readonly labelNames?: readonly string[] }).labelNames ?? [];

/** Metrics that a query names, each with the labels that it selects or groups by. */
function namedIn(query: string): readonly (readonly [metric: string, labels: readonly string[]])[] {
  const bare = query.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const grouped = [...bare.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names]) => names!.split(/,\s*/));
  const metrics = [...bare.matchAll(/\b((?:castellan|http|process|nodejs)_\w+|up)(?:\{([^}]*)\})?/g)];
  const selected = (matchers = ''): readonly string[] => [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, name]) => name!);
  return metrics.map(([, name, matchers]) => [name!.replace(/_(bucket|sum|count)$/, ''), [...selected(matchers), ...grouped]]);
}

function rulesOf(text: string): readonly Rule[] {
  return text
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((rule) => ({ alert: rule.split('\n', 1)[0]!, expr: /^ {8}expr: '(.*)'$/m.exec(rule)?.[1] ?? '', text: rule }));
}

function queriesOf(dashboard: unknown): readonly string[] {
  if (typeof dashboard !== 'object' || dashboard === null) return [];
  return Object.entries(dashboard).flatMap(([key, value]) =>
    typeof value === 'string' ? (['expr', 'definition'].includes(key) ? [value] : []) : queriesOf(value),
  );
}

describe('what Prometheus and Grafana are given', () => {
  const known = knownMetrics();
  const rules = rulesOf(read('deploy/prometheus/alerts.yml'));
  const dashboard = JSON.parse(read('deploy/grafana/castellan.json')) as object;

  it.each([...rules.map(({ expr }) => expr), ...queriesOf(dashboard)])('names what there is: %s', (query) => {
    const named = namedIn(query);
    expect(named.length).toBeGreaterThan(0);
    for (const [metric, labels] of named) {
      expect([...known.keys()]).toContain(metric);
      expect([...known.get(metric)!, ...ANYBODYS]).toEqual(expect.arrayContaining([...labels]));
    }
  });

  it('watches every store, queue and refusal that can be told', () => {
    expect(rules.length).toBeGreaterThan(15);
    const queries = [...rules.map(({ expr }) => expr), ...queriesOf(dashboard)].join('\n');
    for (const metric of documentedMetrics().keys()) if (metric.startsWith('castellan_')) expect(queries).toContain(metric);
  });

  it('has a severity, a time and a part of the runbook for each alert', () => {
    const headings = [...new Page('docs/operations/alerts.md').text.matchAll(/^## (\w+)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(rules.map(({ alert }) => alert));
    for (const { alert, text } of rules) {
      expect(text).toMatch(/^ {10}severity: (critical|warning)$/m);
      expect(text).toMatch(/^ {8}for: \d+[mh]$/m);
      expect(text).toContain(`runbook_url: docs/operations/alerts.md#${alert.toLowerCase()}\n`);
    }
  });

  it('asks whichever Prometheus is chosen', () => {
    const sources = [...JSON.stringify(dashboard).matchAll(/"datasource":\{"type":"prometheus","uid":"([^"]*)"\}/g)].map(([, uid]) => uid);
    expect(new Set(sources)).toEqual(new Set(['${datasource}']));
  });

  // Debian's package weighs more than what it would find in CI: there the names above are all that is looked at.
  const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path));
  (promtool ? it : it.skip)('is taken by promtool', () => {
    const run = (...args: string[]): string => execFileSync(promtool!, args, { cwd: ROOT, encoding: 'utf8' });
    expect(run('check', 'config', 'deploy/prometheus/prometheus.yml')).toContain('SUCCESS');
    const queries = queriesOf(dashboard).filter((query) => !query.startsWith('label_values'));
    const file = join(mkdtempSync(join(tmpdir(), 'dashboard-')), 'rules.yml');
    const concrete = queries.map((query) => query.replaceAll('$__rate_interval', '5m').replaceAll(/\$(job|instance)/g, '.*'));
    writeFileSync(
      file,
      JSON.stringify({ groups: [{ name: 'panels', rules: concrete.map((expr, n) => ({ record: `panel_${n}`, expr })) }] }),
    );
    expect(run('check', 'rules', file)).toContain('SUCCESS');
    expect(run('test', 'rules', 'test/support/prometheus/alerts.test.yml')).toContain('SUCCESS');
  });
});
