import { END_REASONS } from '@castellan/access';
import 'reflect-metadata';
import { CASTELLAN_TABLES } from '@castellan/composition/tables';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS } from '@castellan/permissions';
import * as accounts from '@castellan/accounts';
import { loadConfiguration } from '@castellan/config';
import { AUDIT_ACTIONS, AUTH_EVENTS, INCIDENT_KINDS } from '@castellan/log';
import { createAdapter, ERROR_CODES, limitRules, routeFacts } from '@castellan/rest';
import type { RouteFacts } from '@castellan/rest';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getMetadataArgsStorage } from 'typeorm';
import { ApiModule } from '@castellan/composition';
import { ROOT } from '../support/root.js';

const PAGE = readFileSync(join(ROOT, 'docs/reference/contract.md'), 'utf8');
const ENTITIES = CASTELLAN_TABLES.flatMap(({ entities }) => entities);
/** Told in words, below the table of routes. */
const BESIDES = /^\/($|dev\/|assets\/|login\/|[a-z-]+$)|\/(register|qr|mfa)$/;
const IN_THE_TABLE = /^\/(healthz|readyz)$/;

const configuration = loadConfiguration({ NODE_ENV: 'test', SECRET_KEY: 'never used, since nothing is signed or sealed here' });

describe('docs/reference/contract.md', () => {
  let app: INestApplication;
  /** Preview mode makes no provider, so no store is opened. */
  beforeAll(async () => {
    const options = { preview: true, logger: false, abortOnError: false } as const;
    app = await NestFactory.create(ApiModule.forRoot(configuration), createAdapter(), options);
  });
  afterAll(() => app.close());

  it('has a row for every route, with who may call it and how often', () => {
    const routes = routeFacts(app).flatMap((route) => route.paths.map((path) => ({ ...route, path })));
    const promised = routes.filter(({ path }) => !BESIDES.test(path) || IN_THE_TABLE.test(path));
    const expected = promised.map((route) => [`${route.method} ${written(route.path)}`, audience(route), limitOf(route)].join(' | '));

    expect(routesOfThePage().toSorted()).toEqual(expected.toSorted());
  });

  it('names every page for people', () => {
    const pages = routeFacts(app).flatMap(({ controller, paths }) => (controller === 'PagesController' ? paths : []));
    const told = pages.filter((path) => !path.startsWith('/assets/') && !PAGE.includes(`\`${path}\``));
    expect([pages.length > 10, told]).toEqual([true, []]);
  });

  it('gives the true limits', () => {
    const rows = rowsOf('Limits').filter(([name]) => /^`[a-z_0-9]+`$/.test(name ?? ''));
    const rules = Object.entries(limitRules(configuration.limits)).flatMap(([name, rule]) => (rule ? [{ name, ...rule }] : []));
    const expected = rules.map(({ name, limit, by, where }) => [
      `\`${name}\``,
      String(limit),
      by === 'caller' ? 'user' : 'client',
      where === 'shared' ? 'all nodes' : 'process',
    ]);

    expect(rows.map((row) => row.slice(0, 4)).toSorted()).toEqual(expected.toSorted());
    expect(new Set(rules.map(({ windowMs }) => windowMs))).toEqual(new Set([60_000]));
  });

  it.each([
    ['Problems', Object.keys(ERROR_CODES)],
    ['Sessions', END_REASONS],
    ['Events', AUTH_EVENTS],
    ['Monitoring', INCIDENT_KINDS],
    ['Permissions', PERMISSIONS],
    ['Signals', signalNames()],
  ])('%s: names exactly what there is', (heading, names) => {
    const listed = rowsOf(heading).flatMap((row) => codeIn(row.slice(0, 2).join(' ')));
    const known = new Set<string>(names);

    expect(names.length).toBeGreaterThan(5);
    expect([...new Set(listed.filter((name) => known.has(name)))].toSorted()).toEqual([...known].toSorted());
    expect(listed.filter((name) => /^[a-z]+[_.][a-z_.]+$/.test(name) && !known.has(name) && !OTHER_WORDS.has(name))).toEqual([]);
  });

  it('names every audited action', () => {
    const named = codeIn(section('Audit')).filter((name) => /^[a-z_]+\.[a-z_]+$/.test(name));
    expect(named.toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
  });

  it('has every table with every column', () => {
    const cells = rowsOf('Data').map(([names = '', columns = '']) => `${names} ${columns}`);
    const data = new Set(cells.flatMap((cell) => codeIn(cell).flatMap((code) => code.split(', '))));
    const { tables, columns } = getMetadataArgsStorage();
    const kept = tables.filter(({ target, name }) => ENTITIES.some((entity) => entity === target) && name !== 'dev_inbox');
    const needed = kept.flatMap(({ target, name }) => [name!, ...columns.filter((column) => column.target === target).map(columnName)]);

    expect(kept.length).toBeGreaterThan(20);
    expect([...new Set(needed)].filter((name) => !data.has(name) && name !== 'seal')).toEqual([]);
  });
});

/** Of the tables in question, what is no name of their list. */
const OTHER_WORDS = new Set(['trace_id', 'retry_after', 'command_line', 'unknown_passkey']);

const section = (heading: string): string => PAGE.split(`\n## ${heading}\n`)[1]!.split('\n## ', 1)[0]!;
const codeIn = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
const columnName = ({ propertyName }: { readonly propertyName: string }): string =>
  propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const written = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

function rowsOf(heading: string): readonly (readonly string[])[] {
  const rows = section(heading).match(/^\|.*\|$/gm) ?? [];
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** `GET, POST /path` is two routes. */
function routesOfThePage(): readonly string[] {
  return rowsOf('Routes').flatMap(([route = '', who, limit]) => {
    const [, methods = '', path = ''] = /^`([A-Z, ]+) (\/.*)`$/.exec(route) ?? [];
    return path === '' ? [] : methods.split(', ').map((method) => [`${method} ${path}`, who, limit].join(' | '));
  });
}

function audience({ requirements = {} }: RouteFacts): string {
  const { recent, staff, permissions = [], whileEnrolling } = requirements;
  if (requirements.public) return 'public';
  if (staff) return `staff \`${permissions.join()}\``;
  return `${recent ? 'recent' : 'auth'}${whileEnrolling ? ', enrolling' : ''}`;
}

const limitOf = ({ limit }: RouteFacts): string => (limit === 'unlimited' ? 'none' : `\`${limit!}\``);

function signalNames(): readonly string[] {
  return Object.values<unknown>(accounts).flatMap((exported) => {
    const isSignal = typeof exported === 'function' && 'signal' in exported && typeof exported.signal === 'string';
    return isSignal ? [exported.signal as string] : [];
  });
}
