import { TestApp } from './test-app.js';

/**
 * The real app for the tests of this block: started before the first, closed after the last. Takes what `TestApp.start` takes, and is that
 * app; before it runs there is nothing to ask of it.
 */
export function withApp(...how: Parameters<typeof TestApp.start>): TestApp {
  let started: TestApp | undefined;
  beforeAll(async () => {
    started = await TestApp.start(...how);
  });
  afterAll(() => started?.close());
  return new Proxy({} as TestApp, { get: (_, name) => memberOf(started, name) });
}

function memberOf(app: TestApp | undefined, name: string | symbol): unknown {
  if (!app) throw new Error(`The app does not run yet: ${String(name)} is asked of it outside of a test.`);
  const member: unknown = Reflect.get(app, name);
  return typeof member === 'function' ? (member.bind(app) as unknown) : member;
}
