import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { CurrentCaller, RequiresPermission } from 'castellan';
import type { Caller } from 'castellan';
import { Order } from './order.entity.js';
import { Orders } from './orders.service.js';
import { PlaceOrder } from './place-order.dto.js';

@ApiBearerAuth()
@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: Orders) {}

  @Post()
  place(@CurrentCaller() { userId }: Caller, @Body() { article }: PlaceOrder): Promise<Order> {
    return this.orders.place(userId, article);
  }

  @Get()
  own(@CurrentCaller() { userId }: Caller): Promise<Order[]> {
    return this.orders.of(userId);
  }

  /** For support: whose orders there are, by address. */
  @Get('all')
  @RequiresPermission('users.view')
  all(): Promise<readonly { readonly article: string; readonly email: string | null }[]> {
    return this.orders.withAddresses();
  }
}
