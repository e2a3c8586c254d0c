import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { fillPorts, forPorts, port, refuseUnknownPorts } from './ports.js';
import type { Replacements } from './ports.js';

abstract class Greeter {
  abstract readonly language: string;
  abstract greet(name: string): string;
}

class English extends Greeter {
  readonly language = 'en';
  greet = (name: string): string => `Hello ${name}`;
}

class Names {
  readonly first = 'Ada';
}

@Injectable()
class Flemish extends Greeter {
  readonly language: string = 'nl';

  constructor(private readonly names: Names) {
    super();
  }

  greet(): string {
    return `Dag ${this.names.first}`;
  }
}

@Module({ providers: [Names], exports: [Names] })
class NamesModule {}

const PORTS = { greeter: port(Greeter, ['greet'], ['language']) };
const whole = { language: 'de', greet: (name: string) => `Guten Tag ${name}` };

async function greeterOf(ports: Replacements<typeof PORTS>): Promise<Greeter> {
  const providers = [...fillPorts(PORTS, ports, { greeter: { provide: Greeter, useClass: English } })];
  const app = await Test.createTestingModule({ imports: [NamesModule], providers }).compile();
  return (await app.init()).get(Greeter);
}

/** As JavaScript may give, whatever the types say. */
const given = (replacement: unknown): Replacements<typeof PORTS> => ({ greeter: replacement as Greeter });

describe(fillPorts.name, () => {
  it('leaves the default where nothing is given', async () => {
    expect((await greeterOf({})).greet('Ada')).toBe('Hello Ada');
    expect((await greeterOf(given(undefined))).greet('Ada')).toBe('Hello Ada');
  });

  it.each([
    ['an object', whole, 'Guten Tag Ada'],
    ['a class, which is made with what it injects', Flemish, 'Dag Ada'],
    ['a factory, which injects', { inject: [Names], useFactory: (names: Names) => new Flemish(names) }, 'Dag Ada'],
    ['a factory that takes its time', { useFactory: () => Promise.resolve(whole) }, 'Guten Tag Ada'],
  ])('takes %s', async (_what, replacement, greeting) => {
    expect((await greeterOf(given(replacement))).greet('Ada')).toBe(greeting);
  });

  it('hands on what an object with private parts says, at the time it is asked', async () => {
    const counting = new (class {
      #count = 0;
      get language(): string {
        return `nl-${this.#count}`;
      }
      greet(): string {
        this.#count += 1;
        return String(this.#count);
      }
    })();
    const greeter = await greeterOf({ greeter: counting });

    expect([greeter.greet(''), greeter.greet(''), greeter.language]).toEqual(['1', '2', 'nl-2']);
  });

  it('leaves the life of an object to its owner: no hook of it is called', async () => {
    const onModuleInit = jest.fn();
    await greeterOf(given({ ...whole, onModuleInit }));

    expect(onModuleInit).not.toHaveBeenCalled();
  });

  it.each([
    ['an object without the method', { language: 'de' }, 'ports.greeter: it has no method greet().'],
    ['an object whose method is none', { language: 'de', greet: 'Guten Tag' }, 'ports.greeter: it has no method greet().'],
    ['an object without the value', { greet: whole.greet }, 'ports.greeter: it does not say its language.'],
    ['an object whose value is no text', { ...whole, language: 5 }, 'ports.greeter: its language is no text.'],
    ['a function that is no class', () => whole, 'ports.greeter: this function is no class; a factory is given as { useFactory }.'],
    ['a factory that is none', { useFactory: 'greeter' }, 'ports.greeter: its useFactory is no function.'],
    ['a factory that injects no list', { useFactory: (): object => whole, inject: Names }, 'ports.greeter: its inject is no list.'],
    ['a class without the method', Names, 'ports.greeter: it has no method greet().'],
    ['a factory that gives nothing', { useFactory: (): unknown => undefined }, 'ports.greeter: this is no object.'],
    ['null', null, 'ports.greeter: this is no object.'],
    ['a text', 'greeter', 'ports.greeter: this is no object.'],
  ])('stops the start for %s, and names the port', async (_what, replacement, message) => {
    await expect((async () => greeterOf(given(replacement)))()).rejects.toThrow(message);
  });

  it('stops the start for a name that is none, and tells those that there are', () => {
    const wrong = { greter: whole, constructor: whole } as unknown as Replacements<typeof PORTS>;

    expect(() => fillPorts(PORTS, wrong, { greeter: English })).toThrow('ports.greter: there is no such port. There are: greeter.');
    expect(() => refuseUnknownPorts(PORTS, { toString: whole })).toThrow('ports.toString');
  });

  it('picks what is for a lib out of what is for all', () => {
    expect(forPorts(PORTS, { greeter: whole, clock: {} })).toEqual({ greeter: whole });
  });
});
