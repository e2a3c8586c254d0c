import { providersExtending } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { MAIL_KINDS } from '../mail-kinds.js';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import type { QueuedMail } from './mail-seal.js';
import { ReaderLanguages } from './reader-languages.js';
import type { Reader } from './reader-languages.js';

/** In which language a message is written (docs/reference/contract.md#mails-and-sms). */
@Injectable()
export class ReaderLanguage implements OnModuleInit {
  private known: readonly ReaderLanguages[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: Pick<NotificationsRules, 'messages'>,
  ) {}

  onModuleInit(): void {
    this.known = providersExtending(this.discovery, ReaderLanguages);
  }

  /** One of the languages there are: the reader's own, else that of the request, else the first. Operators read the first. */
  async of({ template, language, ...reader }: Reader & { readonly template?: QueuedMail['template']; readonly language?: string }) {
    const { messages } = this.options;
    if (template && MAIL_KINDS[template].cause === 'operators') return messages.negotiate(undefined);
    return messages.match(await this.chosenBy(reader)) ?? messages.negotiate(language);
  }

  private async chosenBy({ to, userId }: Reader): Promise<string | null> {
    for (const languages of this.known) {
      const chosen = await languages.of({ to, ...(userId !== undefined && { userId }) });
      if (chosen !== null) return chosen;
    }
    return null;
  }
}
