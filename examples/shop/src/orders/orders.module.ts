import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Order } from './order.entity.js';
import { OrdersController } from './orders.controller.js';
import { Orders } from './orders.service.js';

@Module({ imports: [TypeOrmModule.forFeature([Order])], controllers: [OrdersController], providers: [Orders], exports: [Orders] })
export class OrdersModule {}
