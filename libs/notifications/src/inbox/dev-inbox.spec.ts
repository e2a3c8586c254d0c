import { DataModule, Transaction } from '@castellan/data';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import { NOTIFICATIONS_TABLES } from '../tables.js';
import { DevInbox } from './dev-inbox.service.js';
import { InboxModule } from './inbox.module.js';
import { InboxRepository } from './inbox.repository.js';
import type { NewInboxMessage } from './inbox.repository.js';
import { linksIn } from './links.js';

const aMessage = (fields: Partial<NewInboxMessage> = {}): NewInboxMessage => ({
  id: randomUUID(),
  channel: 'email',
  recipient: 'ada@example.org',
  subject: 'A subject',
  text: 'A text',
  html: '<p>A text</p>',
  links: ['https://id.example.org/a?b=c&d=e'],
  code: null,
  sentAt: new Date('2026-11-21T03:28:09Z'),
  ...fields,
});

describe(DevInbox.name, () => {
  let app: TestingModule;
  let inbox: DevInbox;
  let repository: InboxRepository;

  beforeAll(async () => {
    const data = DataModule.forRoot({ database: { kind: 'embedded', directory: null }, redisUrl: null, tables: [NOTIFICATIONS_TABLES] });
    const tested = { module: InboxModule, exports: [DevInbox, InboxRepository] };
    app = await Test.createTestingModule({ imports: [data, tested] }).compile();
    await app.init();
    inbox = app.get(DevInbox, { strict: false });
    repository = app.get(InboxRepository, { strict: false });
  });

  afterEach(() => inbox.clear());
  afterAll(() => app.close());

  it('shows a message as it was filed', async () => {
    const { recipient: to, ...message } = aMessage();

    await repository.add({ recipient: to, ...message });

    expect(await inbox.list()).toEqual([{ ...message, to }]);
  });

  it('shows the newest first, also within one millisecond', async () => {
    for (const subject of ['first', 'second', 'third']) await repository.add(aMessage({ subject }));

    expect((await inbox.list()).map(({ subject }) => subject)).toEqual(['third', 'second', 'first']);
  });

  it('files a delivery that is repeated once', async () => {
    const message = aMessage();

    await repository.add(message);
    await repository.add(message);

    expect(await inbox.list()).toHaveLength(1);
  });

  it('filters by the whole address without case, and % means nothing in it', async () => {
    await repository.add(aMessage({ recipient: 'Ada@Example.org' }));

    expect(await inbox.list('aDA@example.ORG')).toHaveLength(1);
    for (const to of ['ada', '%', '', 'ada@example.or_', 'ada@example.org ']) expect(await inbox.list(to)).toEqual([]);
  });

  it('keeps the newest 1 000', async () => {
    await app.get(Transaction).query(`
      INSERT INTO dev_inbox (id, channel, recipient, text, links, sent_at)
      SELECT gen_random_uuid(), 'email', 'old ' || number, '', '[]', now() FROM generate_series(1, 1000) AS number`);

    await repository.add(aMessage());

    const messages = await inbox.list();
    expect(messages).toHaveLength(1000);
    expect([messages[0]?.to, messages.at(-1)?.to]).toEqual(['ada@example.org', 'old 2']);
  });

  it('is emptied', async () => {
    await repository.add(aMessage());

    await inbox.clear();

    expect(await inbox.list()).toEqual([]);
  });
});

describe(linksIn.name, () => {
  it('finds those of the message, each once, and not those of its footer', () => {
    const text = 'See https://a.example/1\n--\nhttps://a.example/2 and https://a.example/1\n\n--\nTerms: https://a.example/terms\n';
    expect(linksIn(text)).toEqual(['https://a.example/1', 'https://a.example/2']);
  });
});
