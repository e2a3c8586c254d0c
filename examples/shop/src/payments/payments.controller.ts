import { BadRequestException, Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import type { RawBodyRequest } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from 'castellan';
import type { IncomingMessage } from 'node:http';
import { Orders } from '../orders/orders.service.js';
import { isSigned } from './signature.js';

/** The payment provider signs the bytes it sends, so they are read as they came: what Castellan does under /auth changes nothing here. */
@ApiExcludeController()
@Controller('payments')
export class PaymentsController {
  constructor(private readonly orders: Orders) {}

  @Post('webhook')
  @Public()
  @HttpCode(204)
  async paid(@Req() { rawBody }: RawBodyRequest<IncomingMessage>, @Headers('x-signature') signature = ''): Promise<void> {
    if (!rawBody || !isSigned(rawBody, signature)) throw new BadRequestException('The signature is not ours.');
    const { order } = JSON.parse(rawBody.toString()) as { order: number };
    await this.orders.pay(order);
  }
}
