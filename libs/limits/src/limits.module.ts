import { Module } from '@nestjs/common';
import { Allowances } from './allowances.service.js';
import { Budgets } from './budgets.service.js';

/** How often something may be done, and how often it may go wrong. Needs the global `DataModule`. */
@Module({ providers: [Allowances, Budgets], exports: [Allowances, Budgets] })
export class LimitsModule {}
