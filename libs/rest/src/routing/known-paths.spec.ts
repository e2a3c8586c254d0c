import { KnownPaths } from './known-paths.js';

describe(KnownPaths.name, () => {
  const paths = new KnownPaths();
  paths.add('/api/auth/login', ['POST']);
  paths.add('/api/auth/sessions/:id', ['DELETE']);
  paths.add('/api/auth/sessions/', ['GET']);
  paths.add('/api/auth/sessions', ['HEAD']);
  paths.add('/docs/*', ['GET']);
  paths.add('*', ['OPTIONS']);

  it.each([
    ['/api/auth/login', ['POST']],
    ['/api/auth/login/?next=/x', ['POST']],
    ['/api/auth/sessions', ['GET', 'HEAD']],
    ['/api/auth/sessions/1', ['DELETE']],
    ['/api/auth/sessions//', []],
    ['/docs/a/b.css', ['GET']],
    ['/nothing', []],
    ['/', []],
    ['', []],
  ])('knows the methods of %s', (url, methods) => expect(paths.methodsOf(url)).toEqual(methods));
});
