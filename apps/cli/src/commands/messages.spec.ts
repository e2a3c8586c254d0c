import { messages } from './messages.js';

describe('castellan messages', () => {
  const printed: string[] = [];
  beforeEach(() => {
    printed.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [[], 'Sign in'],
    [['de'], 'Anmelden'],
  ])('prints the words to begin a translation from: %j', async (words, submit) => {
    await messages().parseAsync(words, { from: 'user' });
    expect(JSON.parse(printed.join(''))).toMatchObject({ panel: { signIn: { submit } } });
  });

  it('knows no other language', async () => {
    await expect(
      messages()
        .exitOverride()
        .configureOutput({ writeErr: () => undefined })
        .parseAsync(['fr'], { from: 'user' }),
    ).rejects.toThrow('fr');
  });
});
