import { DomainError, Unavailable } from '@castellan/common';
import { BadRequestException, ForbiddenException, HttpException, NotFoundException, UnauthorizedException } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import { asDomainError } from './as-domain-error.js';

const fastifyError = (statusCode: number): Error => Object.assign(new Error('secret text'), { statusCode, code: 'FST_ERR' });

describe(asDomainError.name, () => {
  it.each([
    ['not_found', new NotFoundException('Cannot GET /?token=secret')],
    ['throttled', new ThrottlerException()],
    ['payload_too_large', fastifyError(413)],
    ['unsupported_media_type', fastifyError(415)],
    ['bad_request', fastifyError(400)],
    ['bad_request', new BadRequestException()],
    ['malformed_json', new BadRequestException('x', { cause: new SyntaxError('x') })],
    ['not_authenticated', new UnauthorizedException()],
    ['permission_denied', new ForbiddenException()],
    ['unavailable', new HttpException('x', 503)],
    ['internal_error', new HttpException('x', 500)],
    ['unavailable', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['internal_error', new Error('x')],
    ['internal_error', 'a string'],
    ['internal_error', undefined],
  ])('is %s', (code, error) => {
    const domain = asDomainError(error);
    expect(domain).toBeInstanceOf(DomainError);
    expect(domain.code).toBe(code);
    expect(domain.detail).not.toContain('secret');
  });

  it('hands domain errors on', () => {
    const error = new Unavailable();
    expect(asDomainError(error)).toBe(error);
  });
});
