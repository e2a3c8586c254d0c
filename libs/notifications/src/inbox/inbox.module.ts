import { Module } from '@nestjs/common';
import { DevInbox } from './dev-inbox.service.js';
import { InboxRepository } from './inbox.repository.js';
import { InboxTransport } from './inbox.transport.js';

@Module({ providers: [DevInbox, InboxRepository, InboxTransport], exports: [DevInbox, InboxRepository, InboxTransport] })
export class InboxModule {}
