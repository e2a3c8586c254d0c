import { Module } from '@nestjs/common';
import { FailureBudget } from './failure-budget.service.js';

/** How often something may go wrong. Needs the global `DataModule`. */
@Module({ providers: [FailureBudget], exports: [FailureBudget] })
export class LimitsModule {}
