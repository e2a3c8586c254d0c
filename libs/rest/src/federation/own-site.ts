import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';

/** Beside what a provider answers: the browser was led on by a page of ours. */
export const LED_ON = 'led_on';

/**
 * Browsers show no cookie with `SameSite=Strict` where another site has led to, whatever it is redirected to after that (RFC 6265bis,
 * §5.2): the device would not be known, nor, on the page that follows, who has just signed in. With `COOKIE_SAMESITE=strict` a page of ours
 * therefore leads whoever comes from there on to the same address, once.
 */
@Injectable()
export class OwnSite {
  private readonly isStrict: boolean;

  constructor(@Inject(REST_OPTIONS) { cookies }: Pick<RestOptions, 'cookies'>) {
    this.isStrict = cookies.sameSite === 'strict';
  }

  /** A browser that says nothing of where it comes from is let through. */
  isBeyond({ headers, query }: FastifyRequest): boolean {
    return this.isStrict && headers['sec-fetch-site'] === 'cross-site' && !Object.hasOwn(query as object, LED_ON);
  }

  /** The page that leads on, and has a link for whoever has refreshing switched off. */
  leadOn({ url }: FastifyRequest, reply: FastifyReply): string {
    void reply.status(200).type('text/html; charset=utf-8');
    const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
    const onward = `?${inAttribute(query)}&amp;${LED_ON}=`;
    const head = `<title>Signing in</title><meta http-equiv="refresh" content="0; url=${onward}">`;
    return `<!doctype html><html lang="en">${head}<p><a href="${onward}">Continue</a></p></html>`;
  }
}

const inAttribute = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
