import 'reflect-metadata';
import { loadConfiguration } from '@castellan/config';
import { limitRules, routeFacts } from '@castellan/rest';
import type { LimitRule, RouteFacts } from '@castellan/rest';
import { NestFactory } from '@nestjs/core';
import { ApiModule } from '@castellan/composition';

type Rules = ReturnType<typeof limitRules>;

const WINDOWS: readonly (readonly [ms: number, name: string])[] = [
  [1_000, 'second'],
  [60_000, 'min'],
  [3_600_000, 'hour'],
  [86_400_000, 'day'],
];

/** Method, path, who may call, limit and CSRF rule of every route, by path. Nest's preview mode makes no provider, so no store is opened. */
export async function routeRows(): Promise<readonly (readonly string[])[]> {
  const configuration = loadConfiguration();
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.createApplicationContext(ApiModule.forRoot(configuration), options);
  const rows = routeFacts(app).flatMap((route) => rowsOf(route, limitRules(configuration.limits)));
  await app.close();
  return rows.toSorted(([, a = ''], [, b = '']) => (a < b ? -1 : 1));
}

function rowsOf(route: RouteFacts, rules: Rules): readonly (readonly string[])[] {
  return route.paths.map((path) => [route.method, path.replace(/:(\w+)/g, '{$1}'), audience(route), limit(route, rules), csrf(route)]);
}

/** A route where nobody decided is closed. */
function audience({ requirements = {} }: RouteFacts): string {
  if (requirements.public) return 'public';
  const { aal, recent, staff, permissions = [], whileEnrolling } = requirements;
  const demands = [aal && `aal ${aal}`, recent && 'recent sign-in', staff && 'staff', ...permissions];
  const besides = whileEnrolling && 'also while enrolling';
  return ['signed in', ...demands, besides].filter((text) => typeof text === 'string').join(', ');
}

function limit({ limit: name }: RouteFacts, rules: Rules): string {
  if (name === undefined) return 'none';
  const rule = rules[name];
  return rule === null ? `${name}: off` : `${name}: ${rate(rule)} by ${rule.by === 'caller' ? 'user' : 'address'}`;
}

function rate({ limit, windowMs }: LimitRule): string {
  const [, name = `${windowMs} ms`] = WINDOWS.find(([ms]) => ms === windowMs) ?? [];
  return `${limit}/${name}`;
}

function csrf({ isSafe, checksOrigin }: RouteFacts): string {
  if (isSafe) return '-';
  return checksOrigin ? 'always' : 'with cookies';
}
