import { Logger } from '@nestjs/common';
import type { AuthEventRow } from './auth-event-row.js';
import type { AuthEventsRepository } from './auth-events.repository.js';
import { EventWriter } from './event-writer.service.js';

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const BAD = Object.assign(new Error('invalid input syntax for type uuid'), { code: '22P02' });
const row = (id: string): AuthEventRow => ({ id, event: 'login' }) as AuthEventRow; // all that is looked at

describe(EventWriter.name, () => {
  const written: string[] = [];
  let away = false;
  const repository = {
    insert: async (rows: readonly AuthEventRow[]) => {
      if (away) throw AWAY;
      if (rows.some(({ id }) => id === 'bad')) throw BAD;
      written.push(...rows.map(({ id }) => id));
    },
  } as unknown as AuthEventsRepository;
  const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  const log = jest.spyOn(Logger.prototype, 'log').mockImplementation();
  let writer: EventWriter;

  beforeEach(() => {
    jest.clearAllMocks();
    written.length = 0;
    away = false;
    writer = new EventWriter(repository);
  });
  afterAll(() => jest.restoreAllMocks());

  it('tells once that the database is away, and once that it is back', async () => {
    away = true;
    for (let n = 0; n < 3; n += 1) await expect(writer.write([row('a')])).rejects.toBe(AWAY);
    away = false;
    for (let n = 0; n < 3; n += 1) await writer.write([row('a')]);

    expect([error, log].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  it('loses only the event that the database refuses', async () => {
    await writer.write([row('a'), row('bad'), row('b')]);

    expect(written).toEqual(['a', 'b']);
    expect(error).toHaveBeenCalledTimes(1);
  });
});
