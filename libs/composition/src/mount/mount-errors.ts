/** The host uses `mountCastellan` or the path in a way that could not work. The message says what to change. */
export class MountError extends Error {
  override readonly name: string = 'MountError';
}

const LINES = `
    const app = await NestFactory.create(AppModule);
    mountCastellan(app);
    await app.listen(3000);`;

export class NeverMounted extends MountError {
  constructor(path: string) {
    super(
      `CastellanModule is imported, but nothing answers under ${path}: call mountCastellan(app) right after the host is made.${LINES}\n` +
        'A host that wants the services alone says so: CastellanModule.forRoot({ mount: false, … }).',
    );
  }
}

export class MountedTooLate extends MountError {
  constructor(path: string) {
    super(
      `mountCastellan(app) comes after app.init() or app.listen(): the host's body parser would read what is sent to ${path}. Call it right after the host is made.${LINES}`,
    );
  }
}

export class NotFirst extends MountError {
  constructor(path: string) {
    super(`This Express keeps its middleware in an unknown way: what is sent to ${path} could not be kept from it. Use Express 4 or 5.`);
  }
}

export class TwoAtOnePath extends MountError {
  constructor(path: string, publicUrls: readonly string[]) {
    super(
      `More than one CastellanModule is to answer under ${path} (publicUrl: ${publicUrls.join(' and ')}): give each a path of its own, by path and publicUrl.`,
    );
  }
}

export class AlreadyMounted extends MountError {
  constructor(path: string) {
    super(`mountCastellan(app) was called twice for ${path}: take one call away.`);
  }
}

export class NothingToMount extends MountError {
  constructor() {
    super('mountCastellan(app) finds nothing to mount: CastellanModule has mount: false. Take that or the call away.');
  }
}

export class NoModule extends MountError {
  constructor() {
    super('mountCastellan(app) finds no CastellanModule: add CastellanModule.forRoot({ … }) to the imports of a module of the host.');
  }
}

export class NoServer extends MountError {
  constructor(type: string) {
    super(`mountCastellan(app) knows hosts on Express and on Fastify, and not on ${type || 'none'}.`);
  }
}

export class PathTaken extends MountError {
  constructor(path: string, taken: string) {
    super(
      `The host has a route ${taken}, which would never be reached: all below ${path} is Castellan's. Change the route, or path and publicUrl in the options of CastellanModule.`,
    );
  }
}
