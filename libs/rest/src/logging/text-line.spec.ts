import { textLine } from './text-line.js';

const TIME = '2026-11-30T12:01:33.123Z';
const line = (fields: object): string => textLine(JSON.stringify({ level: 30, time: TIME, ...fields }));

describe(textLine.name, () => {
  it('says what was asked first', () => {
    const asked = { method: 'GET', route: '/api/auth/me', status: 200, ms: 1.4, trace_id: 't-1', ip: '127.0.0.1' };
    expect(line(asked)).toBe('12:01:33.123 info  GET /api/auth/me 200 1.4 ms trace_id=t-1 ip=127.0.0.1\n');
    expect(line({ method: 'GET', route: null, status: 404, ms: 1 })).toBe('12:01:33.123 info  GET (no route) 404 1 ms\n');
  });

  it('says who speaks, and shows a stack below', () => {
    const err = { type: 'Error', message: 'broken', stack: 'Error: broken\n    at here (file.ts:1:1)' };
    expect(line({ level: 50, context: 'Stores', msg: 'away', err })).toBe(
      '12:01:33.123 ERROR [Stores] away\n    Error: broken\n    at here (file.ts:1:1)\n',
    );
  });

  it('lets nothing that was sent write a line of its own, or speak to the terminal (log injection)', () => {
    const text = line({ msg: 'one\n12:00:00.000 info  forged', field: '\u001b[2J\u202e' });
    expect(text.match(/\n/g)).toHaveLength(1);
    expect(text).toContain('one\\u000a12:00:00.000 info  forged field=\\u001b[2J\\u202e');
  });
});
