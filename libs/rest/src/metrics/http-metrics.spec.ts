import { Registry } from 'prom-client';
import { HttpMetrics } from './http-metrics.js';

describe(HttpMetrics.name, () => {
  it('counts by the class of the status, in seconds', async () => {
    const registry = new Registry();
    const metrics = new HttpMetrics(registry);
    metrics.observe('GET', '/here', 204, 1);
    metrics.observe('GET', '/here', 200, 700);

    const text = await registry.metrics();
    expect(text).toContain('requests_total{method="GET",route="/here",status="2xx"} 2\n');
    expect(text).toContain('duration_seconds_bucket{le="0.001",method="GET",route="/here"} 1\n');
    expect(text).toContain('duration_seconds_bucket{le="0.5",method="GET",route="/here"} 1\n');
    expect(text).toContain('duration_seconds_sum{method="GET",route="/here"} 0.701\n');
  });

  it('counts for its app alone', async () => {
    const [one, other] = [new Registry(), new Registry()];
    new HttpMetrics(one).observe('GET', '/here', 200, 1);
    new HttpMetrics(other);
    expect(await other.metrics()).not.toContain('/here');
  });

  it('lets no label write a line of its own (injection)', async () => {
    const registry = new Registry();
    new HttpMetrics(registry).observe('GET', 'a"} 1\nadmin{x="\\', 200, 1);
    expect((await registry.metrics()).split('\n').filter((line) => !/^(#|castellan_|$)/.test(line))).toEqual([]);
  });
});
