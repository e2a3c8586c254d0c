import { readTraceContext, writeTraceContext } from './trace-context.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const GOOD = `00-${ID}-${PARENT}-01`;

describe(readTraceContext.name, () => {
  it('takes up a trace, and hands on what it took', () => {
    const trace = readTraceContext({ traceparent: GOOD, tracestate: 'rojo=00f067aa0ba902b7, congo=t61rcWkgMzE' });
    expect(trace).toEqual({ traceId: ID, parentId: PARENT, flags: '01', state: 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE' });
    expect(writeTraceContext(trace!)).toEqual({ traceparent: GOOD, tracestate: 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE' });
  });

  it.each([
    ['nothing', undefined],
    ['two headers', [GOOD, GOOD]],
    ['two headers in one', `${GOOD}, ${GOOD}`],
    ['upper case', GOOD.toUpperCase()],
    ['no trace', `00-${'0'.repeat(32)}-${PARENT}-01`],
    ['no parent', `00-${ID}-${'0'.repeat(16)}-01`],
    ['the version that is none', `ff-${ID}-${PARENT}-01`],
    ['more than its version has', `${GOOD}-more`],
    ['too short an id', `00-${ID.slice(1)}-${PARENT}-01`],
    ['a later version with something glued to it', `01-${ID}-${PARENT}-01more`],
    ['a line of its own', `${GOOD}\nadmin`],
  ])('begins anew where there is %s', (_, traceparent) => expect(readTraceContext({ traceparent })).toBeNull());

  it('reads of later versions what this one knows', () => {
    expect(readTraceContext({ traceparent: `cc-${ID}-${PARENT}-ff-what-comes-then` })).toEqual({
      traceId: ID,
      parentId: PARENT,
      flags: '03',
    });
  });

  it.each([
    ['a key in upper case', 'Rojo=1'],
    ['a key twice', 'rojo=1,rojo=2'],
    ['no value', 'rojo'],
    ['a control character', 'rojo=a\u0007b'],
    ['33 members', Array.from({ length: 33 }, (_, n) => `k${n}=1`).join(',')],
  ])('goes on without a state that has %s', (_, tracestate) => {
    expect(readTraceContext({ traceparent: GOOD, tracestate })).toEqual({ traceId: ID, parentId: PARENT, flags: '01' });
  });

  it('takes a tenant, members that are empty, and no more than 512 characters', () => {
    const tracestate = `1a@vendor=x,,${Array.from({ length: 30 }, (_, n) => `key${n}=${'v'.repeat(20)}`).join(',')}`;
    const { state } = readTraceContext({ traceparent: GOOD, tracestate })!;
    expect(state).toMatch(/^1a@vendor=x,key0=v+,/);
    expect(state!.length).toBeLessThanOrEqual(512);
  });
});
