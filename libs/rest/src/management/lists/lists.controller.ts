import type { Operator } from '@castellan/accounts';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentOperator } from '../current-operator.decorator.js';
import { AuditPageDto, toAuditEntryDto } from './audit.dto.js';
import { ManagedEventPageDto, toManagedEventDto } from './event.dto.js';
import { Given } from './given-query.decorator.js';
import { ManagedGroupPageDto, toManagedGroupDto } from './group.dto.js';
import type { GivenQuery } from './list-query.js';
import { AUDIT, EVENTS, GROUPS } from './lists.js';
import { ManagedListRoute } from './managed-list.decorator.js';
import { ManagedPages } from './managed-pages.js';

@ApiTags('management')
@Controller('api/admin')
export class ManagedListsController {
  constructor(private readonly pages: ManagedPages) {}

  @Get('groups')
  @ApiOperation({ summary: 'The groups', description: 'With `groups.view`.' })
  @ManagedListRoute('groups.view', GROUPS, ManagedGroupPageDto)
  managedGroups(@CurrentOperator() operator: Operator, @Given() query: GivenQuery): Promise<ManagedGroupPageDto> {
    return this.pages.page(operator, GROUPS, query, toManagedGroupDto);
  }

  @Get('events')
  @ApiOperation({ summary: 'What was tried and done', description: 'With `auth_events.view`. The newest first, unless told.' })
  @ManagedListRoute('auth_events.view', EVENTS, ManagedEventPageDto)
  managedEvents(@CurrentOperator() operator: Operator, @Given() query: GivenQuery): Promise<ManagedEventPageDto> {
    return this.pages.page(operator, EVENTS, query, toManagedEventDto);
  }

  @Get('audit')
  @ApiOperation({ summary: 'What operators did', description: 'With `audit_log.view`. The newest first, unless told.' })
  @ManagedListRoute('audit_log.view', AUDIT, AuditPageDto)
  auditLog(@CurrentOperator() operator: Operator, @Given() query: GivenQuery): Promise<AuditPageDto> {
    return this.pages.page(operator, AUDIT, query, toAuditEntryDto);
  }
}
