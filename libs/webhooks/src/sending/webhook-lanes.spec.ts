import { WebhookLanes } from './webhook-lanes.js';

const PLACES = 8;

describe(WebhookLanes.name, () => {
  const enterAll = (lanes: WebhookLanes, ids: readonly string[]): number => ids.filter((id) => lanes.enter(id)).length;
  const slow = ['a', 'b', 'c', 'd', 'e'];
  /** Lanes that have met five slow endpoints. */
  const withSlow = (): WebhookLanes => {
    const lanes = new WebhookLanes(PLACES);
    for (const id of slow) {
      lanes.enter(id);
      lanes.leave(id, 9_000);
    }
    return lanes;
  };

  it('has two to each endpoint', () => {
    const lanes = new WebhookLanes(PLACES);
    expect([lanes.enter('a'), lanes.enter('a'), lanes.enter('a'), lanes.enter('b')]).toEqual([true, true, false, true]);
    lanes.leave('a', 10);
    expect(lanes.enter('a')).toBe(true);
  });

  it('gives half of the places to slow ones together, and the rest to the others', () => {
    const lanes = withSlow();
    expect(enterAll(lanes, [...slow, ...slow])).toBe(PLACES / 2);
    expect(enterAll(lanes, ['x', 'x', 'y', 'y'])).toBe(4);
  });

  it('counts one as slow no longer that answers at once', () => {
    const lanes = withSlow();
    expect(enterAll(lanes, slow)).toBe(PLACES / 2);
    lanes.leave('a', 20);
    expect([lanes.enter('e'), lanes.enter('a')]).toEqual([true, true]);
  });

  it('lets who waits come back one after the other, as quick as the endpoint is, and within ten minutes', () => {
    const lanes = withSlow();
    const waits = Array.from({ length: 1_000 }, () => lanes.secondsToWait('a', 0));
    expect(waits.slice(0, 3)).toEqual([5, 9, 14]);
    expect(Math.max(...waits)).toBe(600);
    expect(lanes.secondsToWait('a', 10 * 60_000)).toBe(5);
  });
});
