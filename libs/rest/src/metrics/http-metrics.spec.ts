import { Registry } from 'prom-client';
import { HttpMetrics } from './http-metrics.js';

describe(HttpMetrics.name, () => {
  it('tells how long requests took, in seconds, by the names that dashboards know', async () => {
    const registry = new Registry();
    const metrics = new HttpMetrics(registry);
    metrics.observe('GET', '/here', 204, 1);
    metrics.observe('GET', '/here', 200, 700);
    metrics.observe('GET', '/here', 200, 30);

    const text = await registry.metrics();
    expect(text).toContain('# TYPE http_request_duration_seconds histogram\n');
    expect(text).toContain('http_request_duration_seconds_bucket{le="0.001",method="GET",route="/here",status_code="204"} 1\n');
    expect(text).toContain('http_request_duration_seconds_bucket{le="0.5",method="GET",route="/here",status_code="200"} 1\n');
    expect(text).toContain('http_request_duration_seconds_bucket{le="+Inf",method="GET",route="/here",status_code="200"} 2\n');
    expect(text).toContain('http_request_duration_seconds_sum{method="GET",route="/here",status_code="200"} 0.73\n');
    expect(text).toContain('http_request_duration_seconds_count{method="GET",route="/here",status_code="200"} 2\n');
  });

  it('counts for its app alone', async () => {
    const [one, other] = [new Registry(), new Registry()];
    new HttpMetrics(one).observe('GET', '/here', 200, 1);
    new HttpMetrics(other);
    expect(await other.metrics()).not.toContain('/here');
  });

  it('has one name for all methods that no route has (a series for each that is made up)', async () => {
    const registry = new Registry();
    const metrics = new HttpMetrics(registry);
    for (const method of ['PROPFIND', 'MKCOL']) metrics.observe(method, undefined, 404, 1);
    const counts = (await registry.metrics()).match(/.*_count.*/g);
    expect(counts).toEqual(['http_request_duration_seconds_count{method="_OTHER",route="none",status_code="404"} 2']);
  });

  it('lets no label write a line of its own (injection)', async () => {
    const registry = new Registry();
    new HttpMetrics(registry).observe('GET', 'a"} 1\nadmin{x="\\', 200, 1);
    expect((await registry.metrics()).split('\n').filter((line) => !/^(#|http_|$)/.test(line))).toEqual([]);
  });
});
