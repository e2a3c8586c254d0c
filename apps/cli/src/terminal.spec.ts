import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Terminal } from './terminal.js';

describe(Terminal.name, () => {
  let input: PassThrough;
  let output: PassThrough;
  let terminal: Terminal;
  beforeEach(() => {
    [input, output] = [new PassThrough(), new PassThrough()];
    terminal = new Terminal(input, output);
  });

  const shown = async (): Promise<string> => {
    terminal.close();
    output.end();
    return text(output);
  };

  it('asks one question after the other, on one line each', async () => {
    const email = terminal.ask('Email address');
    input.write(' ada@example.com \r');
    expect(await email).toBe('ada@example.com');
    const username = terminal.ask('Username');
    input.write('\r');
    expect(await username).toBe('');
    expect(await shown()).toMatch(/Email address: .*ada@example\.com.*\r\n.*Username: /);
  });

  it('shows nothing of a secret, and takes its blanks (shoulder surfing)', async () => {
    const secret = terminal.askSecret('Password');
    input.write(' kettle moox\u007fr \r');
    expect(await secret).toBe(' kettle moor ');
    const next = terminal.ask('Username');
    input.write('\u001b[A\r'); // arrow up: no history
    expect(await next).toBe('');
    expect(await shown()).not.toContain('kettle');
  });

  it('shows nothing that was typed before it was asked for', async () => {
    input.write('kettle\r');
    input.write('moor');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await terminal.askSecret('Password')).toBe('kettle');
    const again = terminal.askSecret('Password again');
    input.write('\r');
    expect(await again).toBe('moor');
    expect(await shown()).toBe('Password: \nPassword again: \n');
  });

  it('asks for a password until it was typed twice', async () => {
    const password = terminal.askNewPassword();
    for (const line of ['one', 'two', 'three', 'three']) input.write(`${line}\r`);
    expect(await password).toBe('three');
    expect(await shown()).toBe('Password: \nPassword again: \nThe two are not the same.\nPassword: \nPassword again: \n');
  });

  it.each(['\u0003', '\u0004'])('ends with a refusal on %j', async (key) => {
    const answer = terminal.askSecret('Password');
    input.write(key);
    await expect(answer).rejects.toThrow('nothing was changed');
  });

  it('wants a person at it', () => {
    const { isTTY } = process.stdin;
    process.stdin.isTTY = false;
    try {
      expect(() => Terminal.open('Do otherwise.')).toThrow('Do otherwise.');
    } finally {
      process.stdin.isTTY = isTTY;
    }
  });
});
