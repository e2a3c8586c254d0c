import { deviceName } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { UserHistory } from '@castellan/log';
import type { OwnEvent } from '@castellan/log';
import { Inject, Injectable } from '@nestjs/common';
import { REST_OPTIONS } from '../rest-options.js';
import type { RestOptions } from '../rest-options.js';
import type { ActivityDto, ActivityEventDto, ActivityQueryDto } from './activity.dto.js';

const PATH = '/api/auth/activity/';
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const NO_LIMIT = { limit: [`Give a whole number from 1 to ${MAX_LIMIT}.`] };
const NO_CURSOR = { cursor: ['Take the cursor from `next` or `previous` of another page.'] };

/** A user's history as pages that lead to each other. */
@Injectable()
export class ActivityPages {
  constructor(
    private readonly history: UserHistory,
    @Inject(REST_OPTIONS) private readonly options: RestOptions,
  ) {}

  /** @throws ValidationFailed for a limit out of bounds and for a cursor that no page gave */
  async page(userId: string, query: ActivityQueryDto): Promise<ActivityDto> {
    const limit = limitOf(query.limit);
    const page = await this.history.page(userId, query.cursor ?? null, limit);
    if (!page) throw new ValidationFailed({ errors: NO_CURSOR });
    return {
      count: page.count,
      next: this.link(page.older, limit),
      previous: this.link(page.newer, limit),
      results: toEventDtos(page.events),
    };
  }

  private link(cursor: string | null, limit: number): string | null {
    return cursor && `${this.options.publicUrl}${PATH}?limit=${limit}&cursor=${cursor}`;
  }
}

function limitOf(text: string | null | undefined): number {
  if (text === undefined || text === null) return DEFAULT_LIMIT;
  if (!/^[1-9]\d{0,2}$/.test(text) || Number(text) > MAX_LIMIT) throw new ValidationFailed({ errors: NO_LIMIT });
  return Number(text);
}

/** Most events of a page come from a few devices: each is named once. */
function toEventDtos(events: readonly OwnEvent[]): readonly ActivityEventDto[] {
  const names = new Map<string, string>();
  return events.map((event) => {
    const { userAgent } = event;
    if (userAgent !== null && !names.has(userAgent)) names.set(userAgent, deviceName(userAgent));
    return toEventDto(event, userAgent === null ? null : (names.get(userAgent) ?? null));
  });
}

function toEventDto(event: OwnEvent, device: string | null): ActivityEventDto {
  return {
    id: event.id,
    event: event.event,
    status: event.status,
    reason: event.reason,
    ip: event.ip,
    device_name: device,
    session_id: event.sessionId,
    created_at: event.createdAt,
    ...(event.times > 1 && { times: event.times }),
  };
}
