import { Logger } from '@nestjs/common';
import { connectRedis } from './redis-connection.js';

describe('connectRedis', () => {
  it('says which address to look at, once, where nobody has ever answered', async () => {
    const logger = new Logger();
    const error = jest.spyOn(logger, 'error').mockImplementation();
    const redis = await connectRedis('redis://user:secret@127.0.0.1:1', logger);
    redis.disconnect();

    expect(error.mock.calls).toEqual([[expect.stringMatching(/^Redis is away: .*ECONNREFUSED.*REDIS_URL/)]]);
    expect(String(error.mock.calls)).not.toContain('secret');
  });
});
