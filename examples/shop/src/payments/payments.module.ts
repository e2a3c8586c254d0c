import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module.js';
import { PaymentsController } from './payments.controller.js';

@Module({ imports: [OrdersModule], controllers: [PaymentsController] })
export class PaymentsModule {}
